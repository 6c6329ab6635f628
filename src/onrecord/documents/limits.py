"""Sizes above which an input is refused, so that one file cannot take a machine down."""

MAX_BYTES = 100_000_000
"""Any input."""

MAX_TEXT_BYTES = 50_000_000
"""Plain text and HTML, whose text takes several times its size in memory."""

MAX_CHARS = 20_000_000
"""The frozen text: some three million words, more than any report."""

MAX_UNPACKED_BYTES = 300_000_000
"""All parts of a zipped format together, as declared in its directory (Python never unpacks more than declared)."""

MAX_PART_BYTES = 60_000_000
"""One XML part of a zipped format."""
