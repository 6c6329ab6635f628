"""The documentation says what the code does: every command, option, error, record field and value is written down."""

from __future__ import annotations

import ast
import html
import re
import shlex
import tomllib
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_args

import pytest

from onrecord import errors, records
from onrecord.documents import limits
from onrecord.reference.rights import entries

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "GUIDE.md").read_text(encoding="utf-8")
GLOSSARY = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
FORMATS = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
EXAMPLES = ROOT / "examples"
EXPECTED = tomllib.loads((EXAMPLES / "expected.toml").read_text(encoding="utf-8"))
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md")), EXAMPLES / "README.md"]


def section(page: str, heading: str) -> str:
    """The part of *page* under *heading*, up to the next heading; fails if there is none."""
    parts = re.split(r"^#{1,6} +(.+?) *$", page, flags=re.MULTILINE)
    found = dict(zip(parts[1::2], parts[2::2], strict=True))
    assert heading in found, f"no section {heading!r}"
    return found[heading]


def is_row_of(word: str, text: str) -> bool:
    """Tell whether *word* heads a row of a table in *text*."""
    return re.search(rf"^\| `{re.escape(word)}`", text, flags=re.MULTILINE) is not None


# Records


RECORDS = sorted(name for name, thing in vars(records).items() if isinstance(thing, type) and is_dataclass(thing))


@pytest.mark.parametrize("name", RECORDS)
def test_every_field_of_every_record_is_in_the_glossary(name: str) -> None:
    text = section(GLOSSARY, name)
    missing = [field.name for field in fields(getattr(records, name)) if not is_row_of(field.name, text)]
    assert not missing, f"GLOSSARY.md, {name}: {missing}"


@pytest.mark.parametrize(
    ("heading", "values"),
    [
        ("rights", records.Right),
        ("act", records.Act),
        ("stance", records.Stance),
        ("camp", records.Camp),
        ("voice, mode and review", records.Voice),
        ("voice, mode and review", records.Mode),
        ("voice, mode and review", records.ReviewState),
        ("time: precision and basis", records.Precision),
        ("time: precision and basis", records.Basis),
        ("kinds of instruments", records.InstrumentKind),
        ("kinds of findings", records.FindingKind),
        ("kinds of commitments", records.CommitmentKind),
        ("status of a commitment", records.CommitmentStatus),
        ("verdicts on figures", records.FigureVerdict),
        ("kinds of boilerplate", records.BoilerplateKind),
        ("kinds of disclosures", records.DisclosureKind),
    ],
)
def test_every_value_is_in_the_glossary(heading: str, values: Any) -> None:
    text = section(GLOSSARY, heading)
    missing = [value for value in get_args(values) if not is_row_of(value, text)]
    assert not missing, f"GLOSSARY.md, {heading}: {missing}"


@pytest.mark.parametrize("entry", entries().values(), ids=lambda entry: entry.code)
def test_rights_stand_with_their_themes_and_articles(entry: Any) -> None:
    row = next(line for line in section(GLOSSARY, "rights").splitlines() if line.startswith(f"| `{entry.code}`"))
    articles = [f"{name} {', '.join(numbers)}" for name, numbers in entry.articles.items()]
    missing = [part for part in (entry.title, entry.covers, *entry.themes, *articles) if part not in row]
    assert not missing, f"GLOSSARY.md, {entry.code}: {missing}"


# Errors and issues


ERRORS = [thing for thing in vars(errors).values() if isinstance(thing, type) and issubclass(thing, Exception)]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.__name__)
def test_every_error_is_in_the_guide(error: type[errors.OnrecordError]) -> None:
    text = section(GUIDE, "11. When something goes wrong")
    assert is_row_of(error.__name__, text)
    if issubclass(error, errors.Refusal):
        assert f"| `{error.__name__}` | `{error.reason}` |" in text


def test_every_reason_to_refuse_is_in_the_formats() -> None:
    reasons = [e.reason for e in ERRORS if issubclass(e, errors.Refusal) and e is not errors.Refusal]
    missing = [reason for reason in reasons if not is_row_of(reason, section(FORMATS, "Refused"))]
    assert not missing


def issue_kinds() -> Iterator[str]:
    """Every kind of issue that the code writes down as a word."""
    for path in sorted((ROOT / "src").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                by_name = {k.arg: k.value for k in node.keywords}
                first = by_name.get("kind") or next(iter(node.args), None)
                is_issue = node.func.id in {"make_issue", "_issue", "Note", "_Failure"}
                if is_issue and isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield first.value
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "refuse":
                kinds = [a.value for a in node.args[1:2] if isinstance(a, ast.Constant) and isinstance(a.value, str)]
                yield from kinds


def test_every_kind_of_issue_is_in_the_glossary() -> None:
    text = section(GLOSSARY, "kinds of issues")
    assert not sorted({kind for kind in issue_kinds() if not is_row_of(kind, text)})


@pytest.mark.parametrize(
    ("what", "value"),
    [
        ("any input", f"{limits.MAX_BYTES // 1_000_000} MB"),
        ("plain text and HTML", f"{limits.MAX_TEXT_BYTES // 1_000_000} MB"),
        ("the text of one document", f"{limits.MAX_CHARS // 1_000_000} million characters"),
        ("all parts of a DOCX, unpacked", f"{limits.MAX_UNPACKED_BYTES // 1_000_000} MB"),
        ("one part of a DOCX, unpacked", f"{limits.MAX_PART_BYTES // 1_000_000} MB"),
    ],
)
def test_limits_are_those_of_the_code(what: str, value: str) -> None:
    assert f"| {what} | {value} |" in section(FORMATS, "Limits")


# Pages


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    targets = [t.split("#")[0] for t in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in t]
    missing = [t for t in targets if t and not (page.parent / t).exists()]
    assert not missing, f"{page.name}: {missing}"


def test_every_make_target_is_documented() -> None:
    targets = re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    text = section((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), "Set up")
    assert targets
    assert not [target for target in targets if not is_row_of(f"make {target}", text)]


# Examples


def test_every_example_is_described_and_has_expectations() -> None:
    readme = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    names = {path.name for path in (EXAMPLES / "documents").iterdir()}
    assert names == {entry["file"] for entry in EXPECTED["document"]}
    assert not [name for name in names if not is_row_of(name.rsplit(".", 1)[0], readme)]
    refused = {path.name for path in (EXAMPLES / "broken").iterdir()}
    assert refused == {entry["file"] for entry in EXPECTED["refused"]}
    assert not [name for name in refused if not is_row_of(name, readme)]


def words_of(file: str) -> str:
    """The words of an example document, by way of its source where it is a built file; one blank between words."""
    path = EXAMPLES / "documents" / file
    source = path if path.suffix in {".txt", ".html"} else EXAMPLES / "sources" / f"{path.stem}.txt"
    text = source.read_text(encoding="utf-8")
    return " ".join((html.unescape(re.sub(r"<[^>]+>", " ", text)) if path.suffix == ".html" else text).split())


@pytest.mark.parametrize("entry", EXPECTED["document"], ids=lambda entry: entry["file"])
def test_expected_statements_stand_in_the_examples(entry: dict[str, Any]) -> None:
    words = words_of(entry["file"])
    for statement in entry["statements"]:
        assert statement["quote"] in words
        who = [statement["source"]] if "source" in statement else statement.get("speakers", [])
        who += [statement["speaker"]] if "speaker" in statement else []
        assert who or statement["author"]
        assert all(name in words for name in who), f"{who} in {entry['file']}"


def letters(text: str) -> str:
    """The letters and digits of *text* alone: what is left whatever the layout."""
    return "".join(re.findall(r"\w", text))


def letters_of_file(path: Path) -> str:
    """The letters of a built PDF or DOCX file."""
    if path.suffix == ".pdf":
        import pypdfium2

        with pypdfium2.PdfDocument(path) as pdf:
            pages = [page.get_textpage().get_text_range() for page in pdf]
        return letters("".join(pages))
    import docx

    word = docx.Document(str(path))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return letters("".join([*(p.text for p in word.paragraphs), *cells]))


@pytest.mark.parametrize("source", sorted((EXAMPLES / "sources").iterdir()), ids=lambda path: path.stem)
def test_built_examples_hold_their_sources(source: Path) -> None:
    """Fails when a source was changed and `examples/build.py` was not run."""
    built = next((EXAMPLES / "documents").glob(f"{source.stem}.*"))
    found = letters_of_file(built)
    lines = [letters(line)[:30] for line in source.read_text(encoding="utf-8").splitlines()]
    assert not [line for line in lines if line not in found]


# Commands


def commands() -> list[tuple[str, Any]]:
    """Every command with its click object, by the words that call it."""
    from typer.main import get_command

    from onrecord.cli import app

    def leaves(command: Any, path: str) -> Iterator[tuple[str, Any]]:
        for name, child in getattr(command, "commands", {}).items():
            yield from leaves(child, f"{path} {name}")
        if not hasattr(command, "commands"):
            yield path, command

    return list(leaves(get_command(app), "onrecord"))


@pytest.mark.parametrize(("name", "command"), commands(), ids=lambda value: value if isinstance(value, str) else "")
def test_every_command_and_option_is_in_the_guide(name: str, command: Any) -> None:
    text = section(GUIDE, name)
    shared = section(GUIDE, "10. Commands")
    for parameter in command.params:
        long = [option for option in parameter.opts if option.startswith("--")]
        if parameter.param_type_name == "option" and "--help" not in long:
            assert all(is_row_of(option, text) for option in long), f"{name}: {parameter.opts}"
            short = [option for option in parameter.opts if option not in long]
            assert all(f"`{option}`" in text + shared for option in short), f"{name}: {parameter.opts}"


def test_options_of_the_program_itself_are_in_the_guide() -> None:
    from typer.main import get_command

    from onrecord.cli import app

    options = [o for p in get_command(app).params for o in p.opts if o.startswith("--")]
    text = section(GUIDE, "10. Commands")
    assert options
    assert not [option for option in options if option not in text]


def test_the_guide_names_no_command_that_is_not_there() -> None:
    known = {name for name, _ in commands()}
    named = set(re.findall(r"^### (onrecord .+?) *$", GUIDE, flags=re.MULTILINE))
    assert named == known


def groups() -> list[tuple[str, Any]]:
    """Every command that has commands and options of its own."""
    from typer.main import get_command

    from onrecord.cli import app

    below = getattr(get_command(app), "commands", {})
    return [(name, child) for name, child in below.items() if hasattr(child, "commands")]


@pytest.mark.parametrize(("name", "group"), groups(), ids=lambda value: value if isinstance(value, str) else "")
def test_options_of_a_group_are_those_of_its_list(name: str, group: Any) -> None:
    """`onrecord threads -d FILE` lists, as `onrecord threads list -d FILE` does: one section tells of both."""
    options = [o for p in group.params for o in p.opts if o.startswith("--") and o != "--help"]
    text = section(GUIDE, f"onrecord {name} list") if options else ""
    assert not [option for option in options if f"`{option}`" not in text]


# The walk through the demo's dossier


def walk() -> list[tuple[str, list[str]]]:
    """The commands of the guide that are run on the demo's dossier, each with the lines that it prints there."""
    part = GUIDE.split("\n## 6. ")[1].split("\n## 7. ")[0]
    steps: list[tuple[str, list[str]]] = []
    for line in part.splitlines():
        if line.startswith("    onrecord "):
            steps.append((line.strip(), []))
        elif line.startswith("    ") and steps:
            steps[-1][1].append(line[4:])
    return [step for step in steps if "exempla.dossier" in step[0]]


def is_printed(line: str, printed: Iterator[str]) -> bool:
    """Tell whether one of the lines still to come holds the pieces of *line* between its "…", in order."""
    pieces = re.compile(".*".join(map(re.escape, line.split("…"))))
    return any(pieces.fullmatch(one.rstrip()) for one in printed)


def test_what_the_guide_prints_is_what_is_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from typer.testing import CliRunner

    from onrecord.cli import app

    (tmp_path / "examples").symlink_to(EXAMPLES)
    monkeypatch.chdir(tmp_path)
    runner = CliRunner()
    runner.invoke(app, ["demo", "--workers", "1", "--quiet"], catch_exceptions=False)
    monkeypatch.chdir(tmp_path / "onrecord-demo")
    wrong = []
    for command, lines in walk():
        done = runner.invoke(app, shlex.split(command)[1:], catch_exceptions=False)
        printed = iter(done.stdout.splitlines())
        wrong += [f"{command}: {line}" for line in lines if line != "…" and not is_printed(line, printed)]
        wrong += [command] * (done.exit_code != 0)
    assert not wrong


# The workbench


def test_every_page_of_the_workbench_is_documented() -> None:
    from starlette.routing import Route

    from onrecord.web.app import routes

    text = (ROOT / "docs" / "workbench.md").read_text(encoding="utf-8")
    shown = {re.sub(r":\w+}", "}", r.path) for r in routes() if isinstance(r, Route) and "GET" in (r.methods or ())}
    assert sorted(path for path in shown - {"/brief.css"} if not is_row_of(path, text)) == ["/intake/{number}/state"]
