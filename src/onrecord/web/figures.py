"""figures."""

ROUTES: list = []
