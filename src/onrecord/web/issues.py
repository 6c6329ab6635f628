"""issues."""

ROUTES: list = []
