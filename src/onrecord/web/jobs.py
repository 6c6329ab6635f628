"""placeholder."""

from pathlib import Path


class Jobs:
    def __init__(self, path: Path) -> None:
        self.path = path
