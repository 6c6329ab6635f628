"""Take inputs into a dossier: each is kept, recognised as a duplicate, or refused with its reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from onrecord.dossier import Dossier
from onrecord.dossier.descriptions import describe
from onrecord.engine import map_documents
from onrecord.errors import Refusal
from onrecord.pipeline.note_places import place_again
from onrecord.pipeline.reading import Reading, heads_in_use, load_tools, read, reader_of
from onrecord.records import Blob, DeclaredCountry, IntakeReport, Issue, make_issue, sha256_hex

Job = tuple[Blob, tuple[DeclaredCountry, ...], bytes | None]


def _read_job(job: Job) -> Reading:
    return read(job[0], load_tools(job[1], job[2]))


def _name_of(job: Job) -> str:
    return job[0].name


def add(
    dossier: Dossier,
    inputs: Iterable[Blob | Refusal],
    *,
    now: str,
    request: str = "",
    workers: int = 1,
    tell: Callable[[str], None] = lambda _: None,
) -> IntakeReport:
    """Take inputs into *dossier*: each is kept, recognised as a duplicate, or refused with its reason.

    Every document is committed on its own: an intake that is interrupted leaves whole documents behind, and running it
    again completes it.

    Args:
        dossier: open for writing.
        inputs: what was fetched; what could not be fetched stands among them as its refusal.
        now: ISO 8601 moment.
        request: what was asked for, as it would be asked for again.
        workers: how many processes read.
        tell: told the name of each input as it is settled, for a progress bar.

    Returns:
        The report, counted from the dossier's rows: `files_in == kept + duplicates + refused`.
    """
    declared, own_heads = dossier.declared_countries(), heads_in_use(dossier)
    with dossier.intake(now, request) as number:
        intake = _Intake(dossier, tell, now)
        jobs = ((blob, declared, own_heads) for blob in intake.new_ones(inputs))
        for outcome in map_documents(_read_job, jobs, workers=workers, name=_name_of):
            intake.settle(outcome.item[0], outcome.settled())
        intake.settle_repeats()
        place_again(dossier)
        dossier.finish_intake(number, intake.report(), now)
        return dossier.account(number)


class _Intake:
    """The running count of one intake; the dossier counts on its own, and the two must agree."""

    def __init__(self, dossier: Dossier, tell: Callable[[str], None], now: str) -> None:
        self.declared = dossier.declared_countries()
        self.dossier, self.tell, self.now = dossier, tell, now
        self.counts: Counter[str] = Counter()
        self.seen: set[str] = set()
        self.repeats: list[tuple[str, Blob]] = []

    def new_ones(self, inputs: Iterable[Blob | Refusal]) -> Iterator[Blob]:
        """Yield the inputs that have to be read; settle the others."""
        for item in inputs:
            if isinstance(item, Refusal):
                self.refuse(make_issue(item.reason, "documents", item.what, item.where, item.do), None)
                continue
            sha256 = sha256_hex(item.data)
            if sha256 in self.seen:
                self.repeats.append((sha256, item))
            elif self.dossier.has_original(sha256):
                self.duplicate(sha256, item)
            else:
                self.seen.add(sha256)
                yield item

    def settle(self, blob: Blob, result: Reading | Issue) -> None:
        """Keep what was read, or refuse it."""
        if isinstance(result, Issue):
            self.refuse(result, blob)
            return
        reader = reader_of(result.document, self.declared)
        self.dossier.keep(blob, result.document, result.statements, result.vectors, result.issues, reader)
        self.describe(result.document.id, blob)
        self._count("kept", blob.name)

    def settle_repeats(self) -> None:
        """Settle inputs whose bytes came twice in this intake, now that the first of each is settled."""
        for sha256, blob in self.repeats:
            if self.dossier.has_original(sha256):
                self.duplicate(sha256, blob)
            else:
                what = "the same bytes were refused earlier in this intake."
                self.refuse(make_issue("repeat-of-refused", "documents", what, blob.name), blob)

    def duplicate(self, sha256: str, blob: Blob) -> None:
        """Add a sighting to a document that the dossier has."""
        self.dossier.add_sighting(sha256, blob.sighting)
        self.describe(sha256[:20], blob)
        self._count("duplicates", blob.name)

    def describe(self, document: str, blob: Blob) -> None:
        """Keep what a person says of a document beside what was read of it."""
        if blob.described is not None:
            describe(self.dossier, document, blob.described, self.now)

    def refuse(self, issue: Issue, blob: Blob | None) -> None:
        """Store that an input is not taken in, and why."""
        self.dossier.refuse(issue, blob)
        self._count("refused", issue.where)

    def _count(self, outcome: str, name: str) -> None:
        self.counts[outcome] += 1
        self.tell(name)

    def report(self) -> IntakeReport:
        """Return the account of this intake."""
        kept, duplicates, refused = (self.counts[name] for name in ("kept", "duplicates", "refused"))
        return IntakeReport(files_in=self.counts.total(), kept=kept, duplicates=duplicates, refused=refused)
