"""Spans and sentences of frozen texts."""
