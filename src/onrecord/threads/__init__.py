"""Statements about one matter, and what setting them beside each other yields."""
