"""reviews."""

ROUTES: list = []
