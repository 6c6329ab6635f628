"""Map work over documents: `map_documents`."""

from onrecord.engine.local import Outcome, map_documents

__all__ = ["Outcome", "map_documents"]
