"""findings."""

ROUTES: list = []
