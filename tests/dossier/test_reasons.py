"""Why a label is what it is: the machine's reason, or the person's."""

from dataclasses import replace

from tests.dossier import samples

from onrecord.dossier import Dossier, reviews
from onrecord.dossier.reasons import Reason, reasons_of
from onrecord.dossier.reviews import Changes, Decision


def test_reasons_are_the_machines_until_a_person_speaks(dossier: Dossier) -> None:
    blob, document, (promise, charge) = samples.law()
    said = replace(
        charge, reasons={"rights.torture": "beatings", "stance": "beatings"}, confidence={"stance": 0.9, "act": 0.4}
    )
    samples.add(dossier, (blob, document, [promise, said]))
    found = reasons_of(dossier, charge.id)
    assert found[0] == Reason(label="rights", value="torture", because="beatings")
    assert [(one.label, one.value) for one in found[1:4]] == [
        ("rights", "liberty"),
        ("act", "other"),
        ("stance", "regress"),
    ]
    assert (found[3].because, found[3].score, found[3].by) == ("beatings", 0.9, None)
    asked = Decision(
        statement=charge.id, decision="corrected", by="Ana", why="she doubts", changes=Changes(stance="mixed")
    )
    reviews.review(dossier, [asked], "2024-06-01T10:00:00Z")
    stance = next(one for one in reasons_of(dossier, charge.id) if one.label == "stance")
    assert stance == Reason(label="stance", value="mixed", by="Ana", why="she doubts")
