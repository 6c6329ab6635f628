"""onrecord: a country's human-rights record, statement by statement."""

__version__ = "0.1.0"
