"""countries."""

ROUTES: list = []
