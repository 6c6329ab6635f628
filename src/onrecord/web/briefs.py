"""briefs."""

ROUTES: list = []
