"""Who makes a statement of a text that an institution issues, and whether the right speaker was found."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from benchmarks.genres import Issuer, is_own, judge, read_issuers  # noqa: E402  (found through the line above)
from benchmarks.marked import parse  # noqa: E402

from onrecord.records import Speaker, Statement  # noqa: E402

BOARD = [Issuer(names=frozenset({"board of bakers", "board"})), Issuer(names=frozenset({"guild of millers"}))]

OWN = [
    ("{1s:The Board} {1q:regrets} {1c:this}.", True),
    ("{1s:We, the undersigned,} {1q:regret} {1c:this}.", True),
    ("{1s:It} {1q:regrets} {1c:this}.", True),
    ("{1s:Our members} {1q:regret} {1c:this}.", False),
    ("{1s:The minister} {1q:regrets} {1c:this}.", False),
    ("{1q:Regretting} {1c:this}.", False),
    ("{1c:{2s:He} {2q:said} {2c:so}}, {1s:we} {1q:hear}.", True),
    ("{2s:He} {2q:said}: {2c:“{1s:We} {1q:regret} {1c:this}.”}", False),
]

SPEAKERS = [
    ((), "open"),
    ((Speaker(role="chair"),), "open"),
    ((Speaker(role="the Board"),), "as role"),
    ((Speaker(name="Board of Bakers"),), "issuer"),
    ((Speaker(name="The Board of Bakers"), Speaker(name="Guild of Millers")), "issuer"),
    ((Speaker(name="Board of Bakers"), Speaker(name="Ada Mills")), "another"),
]


@pytest.mark.parametrize(("marked", "expected"), OWN)
def test_we_and_it_are_the_issuer_outside_what_others_say(marked: str, expected: bool) -> None:
    text, gold = parse(marked)
    assert is_own(gold[0], text, BOARD, gold) is expected


@pytest.mark.parametrize(("speakers", "expected"), SPEAKERS)
def test_the_speaker_is_the_issuer_where_all_its_names_are(speakers: tuple[Speaker, ...], expected: str) -> None:
    gold = parse("{1s:We} {1q:regret} {1c:this}.")[1][0]
    found = Statement(
        id="1", document="1", voice="attributed", cue=((3, 9),), content=((10, 14),), quote="this", speakers=speakers
    )
    assert judge(gold, [found], BOARD) == expected
    assert judge(gold, [], BOARD) == "not found"


def test_issuers_are_read_from_the_head_of_a_text(tmp_path: Path) -> None:
    (tmp_path / "letter-1.txt").write_text(
        "# issuer: The Board of Bakers | the Board\n# issuer: Guild of Millers\nText.\n"
    )
    (tmp_path / "agency-1.txt").write_text("Text.\n")
    assert read_issuers(tmp_path) == {"letter-1": BOARD}
