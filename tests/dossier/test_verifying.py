"""Whatever is tampered with is found and named; nothing is pointed at a look-alike instead."""

import zlib
from pathlib import Path

import pytest
from tests.dossier import samples

from onrecord.dossier import Dossier, verify
from onrecord.errors import IntegrityError
from onrecord.records import Issue

PROMISE = "the new code abolishes torture"


def found(dossier: Dossier) -> list[tuple[str, str]]:
    return [(issue.kind, issue.what) for issue in verify(dossier)]


DETAIL = "packed = NULL, detail = json_set(detail_of(packed, detail)"


def run(dossier: Dossier, sql: str, *given: object) -> None:
    """Change rows behind the dossier's back."""
    assert dossier.connection.execute(sql, given).rowcount


@pytest.fixture
def filled(dossier: Dossier) -> Dossier:
    samples.add(dossier, samples.law())
    samples.add(dossier, samples.press())
    return dossier


def test_what_is_untouched_is_clean(filled: Dossier) -> None:
    assert verify(filled) == []


@pytest.mark.parametrize(("table", "kind"), [("originals", "original-changed"), ("texts", "text-changed")])
def test_a_flipped_byte_is_found(filled: Dossier, table: str, kind: str) -> None:
    (body,) = filled.connection.execute(f"SELECT body FROM {table} WHERE document = 1").fetchone()
    for at in range(len(body)):
        flipped = body[:at] + bytes([body[at] ^ 1]) + body[at + 1 :]
        run(filled, f"UPDATE {table} SET body = ? WHERE document = 1", flipped)
        document = samples.law()[1].id
        assert (kind, document) in [(i.kind, i.document) for i in verify(filled)]


def test_a_text_replaced_whole_is_found_with_the_statements_that_it_spoils(filled: Dossier) -> None:
    other = samples.LAW.replace("abolishes", "preserves")
    run(filled, "UPDATE texts SET body = ?, codec = 'zlib' WHERE document = 1", zlib.compress(other.encode()))
    assert [kind for kind, _ in found(filled)] == ["text-changed", "statement-changed"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (f"quote = '{PROMISE}.'", "quotes other words"),
        ("source_words = 'Minister Ilse Mara'", "names its source in other words"),
        ("cue_words = 'denied'", "has a cue of other words"),
        (
            f"{DETAIL}, '$.content[0][1]', 9999)",
            "span outside the text",
        ),
        (
            f"{DETAIL}, '$.content', json('[]'))",
            "span outside the text",
        ),
        (
            f"{DETAIL}, '$.rights', json('[\"women\"]'))",
            "listed under other rights",
        ),
        (
            f"{DETAIL}, '$.speakers', json('[2]'))",
            "listed under other speakers",
        ),
        (f"{DETAIL}, '$.mode', 'sung')", "cannot be read"),
        ("packed = NULL, detail = '{'", "cannot be read"),
        ("voice = 'author'", "id that is not made from its spans"),
    ],
)
def test_a_changed_statement_is_named(filled: Dossier, change: str, says: str) -> None:
    (key,) = filled.connection.execute("SELECT key FROM statements WHERE quote = ?", (PROMISE,)).fetchone()
    run(filled, f"UPDATE statements SET {change} WHERE key = ?", key)
    changed = [issue for issue in verify(filled) if issue.kind == "statement-changed"]
    assert says in changed[0].what
    assert key in changed[0].where


def test_a_look_alike_elsewhere_is_never_pointed_at_instead(filled: Dossier) -> None:
    """The same sentence stands twice: spans moved to its other place cut the same words, and are still found out."""
    charge = samples.law()[2][1]
    shift = samples.LAW.rindex("Exempla Watch") - samples.LAW.index("Exempla Watch")
    moved = [[[a + shift, b + shift] for a, b in spans] for spans in (charge.source, charge.cue, charge.content)]
    for field, spans in zip(("source", "cue", "content"), moved, strict=True):
        run(
            filled,
            f"UPDATE statements SET {DETAIL}, '$.{field}', json(?)) WHERE key = ?",
            str(spans),
            charge.id,
        )
    assert next(s for s in filled.statements() if s.id == charge.id).quote == charge.quote
    assert [what for _, what in found(filled)] == ["a statement has an id that is not made from its spans."]


def test_verifying_repairs_nothing(filled: Dossier) -> None:
    run(filled, "UPDATE statements SET quote = 'other words' WHERE quote = ?", PROMISE)
    assert verify(filled) == verify(filled) != []


def test_old_readings_are_verified_too(filled: Dossier) -> None:
    blob, document, _ = samples.law()
    samples.add(filled, (blob, document, []), reader="reader 2")
    run(filled, "UPDATE statements SET quote = 'other words' WHERE quote = ?", PROMISE)
    assert [kind for kind, _ in found(filled)] == ["statement-changed"]


@pytest.mark.parametrize(
    "change",
    [
        "INSERT INTO words (words, rowid, quote, source_words)"
        " SELECT 'delete', id, quote, source_words FROM statements",
        "UPDATE sketches SET bits = zeroblob(length(bits))",
        "UPDATE vectors SET codes = zeroblob(384)",
        "DELETE FROM vectors WHERE statement = 1",
        "DELETE FROM sketches",
    ],
)
def test_searches_that_disagree_with_the_statements_are_found(filled: Dossier, change: str) -> None:
    filled.connection.execute(change)
    assert {kind for kind, _ in found(filled)} == {"search-index"}


def test_rows_that_point_nowhere_are_found(filled: Dossier) -> None:
    filled.connection.execute("PRAGMA foreign_keys = OFF")
    filled.connection.execute("DELETE FROM speakers WHERE id = 1")
    assert "database" in [kind for kind, _ in found(filled)]


def test_what_cannot_be_read_is_never_given_out(filled: Dossier) -> None:
    law, _ = filled.documents()
    for table in ("texts", "originals"):
        run(filled, f"UPDATE {table} SET codec = 'zlib', body = x'0102' WHERE document = 1")
    run(filled, "UPDATE statements SET packed = x'00' WHERE quote = ?", PROMISE)
    for read in (filled.documents, lambda: filled.original(law.id), lambda: list(filled.statements())):
        with pytest.raises(IntegrityError, match=r"no longer be read") as caught:
            read()
        assert caught.value.where
        assert "verify" in caught.value.do


def test_an_original_that_is_gone_is_found(filled: Dossier) -> None:
    filled.connection.execute("DELETE FROM originals WHERE document = 2")
    with pytest.raises(IntegrityError):
        filled.original(filled.documents()[1].id)
    assert [kind for kind, _ in found(filled)] == ["original-changed"]


def test_a_damaged_page_is_found(tmp_path: Path) -> None:
    path = tmp_path / "d.dossier"
    with Dossier.open(path, create=True) as dossier:
        samples.add(dossier, samples.law())
        (root,) = dossier.connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'statements'").fetchone()
    data = bytearray(path.read_bytes())
    data[(root - 1) * 4096 : (root - 1) * 4096 + 200] = b"\x00" * 200
    path.write_bytes(data)
    with Dossier.open(path, create=False, read_only=True) as dossier:
        assert "database" in [kind for kind, _ in found(dossier)]


def test_every_issue_says_where_and_what_to_do(filled: Dossier) -> None:
    run(filled, "UPDATE originals SET body = zeroblob(3)")
    issues: list[Issue] = verify(filled)
    assert len(issues) == 2
    assert all(i.where and i.do and i.stage == "verify" for i in issues)
