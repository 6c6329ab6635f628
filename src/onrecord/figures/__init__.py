"""Figures: what statements say of an index, held against the editions of that index."""

from __future__ import annotations

from onrecord.figures.checking import check

__all__ = ["check"]
