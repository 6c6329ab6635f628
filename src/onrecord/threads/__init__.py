"""Statements about one matter, and what setting them beside each other yields."""

from onrecord.threads.items import Item
from onrecord.threads.loom import Loom, Placement
from onrecord.threads.naming import name_of
from onrecord.threads.profiles import Profile, Strand
from onrecord.threads.rarities import Rarities
from onrecord.threads.traits import Survey, Traits, names_of_country, spin

__all__ = [
    "Item",
    "Loom",
    "Placement",
    "Profile",
    "Rarities",
    "Strand",
    "Survey",
    "Traits",
    "name_of",
    "names_of_country",
    "spin",
]
