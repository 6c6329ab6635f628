"""The example dossier: made with the same calls as a user's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.cli.briefs import write_and_note
from onrecord.cli.console import Console, intake_lines
from onrecord.cli.intake import take_in
from onrecord.dossier import Dossier
from onrecord.errors import NotWritable
from onrecord.records import DeclaredCountry, IntakeReport
from onrecord.settings import examples_folder

if TYPE_CHECKING:
    from onrecord.briefs import Kind

FORMS: tuple[Kind, ...] = ("html", "md", "json")
EXEMPLA = DeclaredCountry(code="XEX", name="Exempla", demonym="Exemplan", also=("Republic of Exempla",))
DRAFTS = (
    ("2021-04-27-bill-assemblies-v1.txt", "first draft", "2021-04-27"),
    ("2021-09-09-bill-assemblies-v2.docx", "second draft", "2021-09-09"),
)
"""The versions of a bill among the examples: file, name, day."""
NORVANIA = DeclaredCountry(code="XNV", name="Norvania", demonym="Norvanian")


def run_demo(out: Path, workers: int | None, console: Console) -> IntakeReport:
    """Write `exempla.dossier` and its brief to *out*.

    Raises:
        NotWritable: *out* cannot be made or written.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise NotWritable("This folder cannot be made.", where=str(out), do="choose another with --out") from exc
    dossier = out / "exempla.dossier"
    with Dossier.open(dossier, create=True) as opened:
        for country in (EXEMPLA, NORVANIA):
            opened.declare_country(country)
        _import_series(opened)
    report = take_in([str(examples_folder())], dossier, workers, console)
    _add_bill(dossier)
    with Dossier.open(dossier, create=False) as opened:
        for form in FORMS:
            write_and_note(opened, EXEMPLA.code, form, out / f"brief.{form}")
    for line in intake_lines(report):
        console.out(line)
    for issue in report.issues:
        console.issue(issue)
    console.out(f"The dossier: {dossier.resolve()}")
    console.out(f"The brief:   {(out / 'brief.html').resolve()}")
    return report


def _add_bill(dossier: Path) -> None:
    """Take the two drafts among the examples as versions of one bill."""
    from onrecord.cli.bill_intake import add_versions

    drafts = [str(examples_folder() / name) for name, _, _ in DRAFTS]
    versions, dates = [version for _, version, _ in DRAFTS], [date for _, _, date in DRAFTS]
    add_versions(
        drafts, dossier, "assemblies", name="Bill on Peaceful Assemblies", versions=versions, dates=dates,
        country=EXEMPLA.code,
    )  # fmt: skip


def _import_series(dossier: Dossier) -> None:
    """Import the indices that lie beside the example documents, so that figures can be checked."""
    from onrecord import pipeline

    for file in sorted(examples_folder().parent.joinpath("series").glob("*.csv")):
        pipeline.import_file(dossier, file.name, file.read_bytes())
