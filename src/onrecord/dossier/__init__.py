"""Keep documents, statements and issues in one SQLite file, the dossier; find them again, and prove them unchanged."""

from onrecord.dossier.filters import EVERYTHING, StatementFilter
from onrecord.dossier.intakes import Intake, RefusedInput
from onrecord.dossier.search import Hit, find
from onrecord.dossier.store import Dossier
from onrecord.dossier.verify import verify

__all__ = ["EVERYTHING", "Dossier", "Hit", "Intake", "RefusedInput", "StatementFilter", "find", "verify"]
