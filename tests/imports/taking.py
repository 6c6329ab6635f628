"""Two invented documents, and how files are imported in tests."""

from datetime import UTC, datetime

from onrecord import pipeline
from onrecord.dossier import Dossier
from onrecord.errors import NotFetched
from onrecord.pipeline import Request
from onrecord.records import Blob, ImportReport, Sighting

NOW = "2024-05-01T10:00:00Z"
WHEN = datetime(2024, 5, 1, 10, 0, tzinfo=UTC)
NEWS = "https://www.courier.example/2024/03/code?utm_source=x"
LAW = (
    "A new code for Exempla\n\n"
    "Minister Ilse Maru said on Monday that the new criminal code of Exempla abolishes torture in police custody. "
    "Exempla Watch said that beatings go on in the prisons of Exempla. "
    "The government of Exempla said that it closed no newspaper.\n\n"
    "The code enters into force in May. Exempla Watch said that beatings go on in the prisons of Exempla.\n"
)
PRESS = (
    "Courts and the press in Exempla\r\n\r\n"
    "The Supreme Court of Exempla said that the ban on the newspaper was lawful. "
    "Journalists in Exempla were beaten by the police in March 2024, the Union of Journalists said.\r\n"
)


def blob(name: str, text: str, where: str) -> Blob:
    return Blob(data=text.encode(), name=name, sighting=Sighting(where=where, seen_at="2024-04-01T00:00:00Z"))


def law_id(dossier: Dossier) -> str:
    return next(one.id for one in dossier.documents() if one.text.startswith("A new code"))


def nowhere(name: str) -> Blob:
    raise NotFetched("this file is not there.", where=name, do="check the path")


def take(dossier: Dossier, name: str, data: bytes | str, **asked: object) -> ImportReport:
    """Import a file as the command line does; nothing beside it can be opened unless *asked* says how."""
    raw = data.encode() if isinstance(data, str) else data
    request = Request(**{"name": name, "now": NOW, "open_file": nowhere, "fetch": nowhere, **asked})  # type: ignore[arg-type]
    return pipeline.import_file(dossier, name, raw, request=request)


def sums(report: ImportReport) -> tuple[int, int, int, int]:
    """Added, updated, unchanged, refused; they add up to the rows that were read."""
    counts = (report.added, report.updated, report.unchanged, report.refused)
    assert report.rows_in == sum(counts)
    return counts
