"""search."""

ROUTES: list = []
