"""speakers."""

ROUTES: list = []
