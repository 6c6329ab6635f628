"""Statements about one matter, and what setting them beside each other yields."""

from onrecord.threads.items import Item
from onrecord.threads.loom import Loom, Placement
from onrecord.threads.rarities import Rarities
from onrecord.threads.traits import names_of_country

__all__ = ["Item", "Loom", "Placement", "Rarities", "names_of_country"]
