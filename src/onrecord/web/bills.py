"""bills."""

ROUTES: list = []
