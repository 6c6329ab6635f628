"""intake."""

ROUTES: list = []
