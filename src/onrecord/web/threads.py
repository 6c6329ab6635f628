"""threads."""

ROUTES: list = []
