"""The brief on Exempla, word for word. `ONRECORD_BLESS=1` writes the goldens anew (`make bless`)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.briefs.exempla import material

from onrecord import briefs

GOLDEN = Path(__file__).parents[1] / "golden"


@pytest.mark.parametrize("kind", ["html", "md", "json"])
def test_the_brief_is_as_blessed(kind: briefs.TextKind) -> None:
    path = GOLDEN / f"exempla.brief.{kind}"
    made = briefs.write(material(), kind)
    if os.environ.get("ONRECORD_BLESS"):
        path.write_text(made, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == made, "look at the difference; if it is meant: make bless"


@pytest.mark.parametrize("kind", ["html", "md", "json"])
def test_the_same_material_makes_the_same_brief(kind: briefs.TextKind) -> None:
    assert briefs.write(material(), kind) == briefs.write(material(), kind)
