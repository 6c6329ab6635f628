"""The command line: options in, records or readable text out, exit statuses that scripts can use."""

from onrecord.cli.app import app, main

__all__ = ["app", "main"]
