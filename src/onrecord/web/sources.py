"""sources."""

ROUTES: list = []
