"""What statements are about: rights, act, stance, hedging, target, country, time, instruments, figures, exceptions."""

from onrecord.labels.assigner import assign
from onrecord.labels.heads import Heads, load_heads

__all__ = ["Heads", "assign", "load_heads"]
