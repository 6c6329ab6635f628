"""commitments."""

ROUTES: list = []
