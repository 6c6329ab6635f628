# ruff: noqa: E501 -- the lines of the texts and tables are longer
"""Wordings to be read: every screen finds a sentence like it, and leaves ordinary law alone."""

from __future__ import annotations

import pytest
from tests.bills.stories import draft

from onrecord.bills.screening import is_verified, screen, screens
from onrecord.records import ScreenHit

PENALTY = " It shall be punished by imprisonment of up to two years."
PENALTY_RU = " Деяние наказывается лишением свободы на срок до двух лет."
FOUND = {
    "E01": ["Whoever commits libel in print breaks this Act.", "Клевета, то есть распространение выдумки о соседе, не терпится."],
    "E02": ["Whoever insults a neighbour in an indecent form breaks this Act.", "Оскорбление соседа не терпится."],
    "E03": ["Whoever insults the President breaks this Act.", "Публичное оскорбление представителя власти не терпится."],
    "E04": ["Whoever shows disrespect to the flag breaks this Act.", "Надругательство над флагом не терпится."],
    "E05": ["Whoever insults the religious feelings of a village breaks this Act.", "Оскорбление религиозных чувств не терпится."],
    "E06": ["Whoever incites social discord breaks this Act.", "Возбуждение сословной розни не терпится."],
    "E07": ["Whoever stirs hatred of any social group breaks this Act.", "Призывы к ненависти к социальной группе не терпятся."],
    "E08": ["Propaganda of the superiority of one valley is banned.", "Пропаганда превосходства одной долины не терпится."],
    "E09": ["Extremist materials are taken away.", "Экстремистские материалы изымаются."],
    "E10": ["Whoever praises or justifies terrorism breaks this Act.", "Публичное оправдание терроризма не терпится."],
    "E11": ["Terrorism means arson or other actions that frighten a town.", "Терроризм есть поджог или иные действия."],
    "E12": ["Whoever spreads knowingly false information breaks this Act.", "Распространение заведомо ложной информации не терпится."],
    "E13": ["Whoever distorts historical facts breaks this Act.", "Искажение исторической правды не терпится."],
    "E14": ["Whoever calls for separatism breaks this Act.", "Призывы к нарушению целостности страны не терпятся."],
    "E15": ["Assistance to a foreign organisation is treason.", "Оказание помощи иностранной организации есть измена."],
    "E16": ["The agency may suspend access to websites.", "Ведомство приостанавливает работу сетей связи."],
    "E17": ["Foreign journalists need accreditation.", "Требуется регистрация средств массовой информации."],
    "E18": ["The prosecutor may suspend the release of a newspaper.", "Прокурор приостанавливает выпуск газеты."],
    "E19": ["The host deletes such words within 24 hours.", "Владелец интернет-ресурса отвечает за чужие слова."],
    "E20": ["The operator keeps subscriber data for two years.", "Проводится идентификация пользователей."],
    "E21": ["Propaganda of non-traditional relations is banned.", "Пропаганда нетрадиционных отношений не терпится."],
    "L01": ["Whoever by noise or other actions disturbs a town is guilty of an offence.", "Запрещаются шум и иные действия."],
    "L02": ["The mayor at his own discretion allows rallies.", "Митинги проводятся по усмотрению акима."],
    "L03": ["The decision of the board is final.", "Решение совета обжалованию не подлежит."],
    "L04": ["This Act has retroactive effect.", "Настоящий закон имеет обратную силу."],
    "L05": ["A rally without leave means administrative arrest.", "За митинг без спроса назначается арест."],
    "L06": ["The court may prohibit a person from engaging in public activities.", "Лишение права заниматься общественной деятельностью."],
    "L07": ["During a state of emergency rallies are prohibited.", "В условиях чрезвычайного положения митинги запрещаются."],
    "A01": ["A rally is held with the permission of the mayor; organisers wait.", "Митинг проводится с разрешения акима."],
    "A02": ["Whoever takes part in an unsanctioned rally breaks this Act.", "Участие в несанкционированном митинге не терпится."],
    "A03": ["Rallies are notified not later than ten days before.", "О митинге сообщают не позднее чем за 10 дней."],
    "A04": ["Rallies are held in specially designated places.", "Митинги проводятся в специализированных местах."],
    "A05": ["Foreigners may not organise rallies.", "Иностранцы не могут быть организаторами митинга."],
    "A06": ["The organiser of a rally bears the cost of the cleaning.", "Уборка после митинга идёт за счет организатора."],
    "A07": ["At rallies nobody may wear masks.", "На митингах нельзя скрывать лицо."],
    "S01": ["Whoever leads an unregistered association breaks this Act.", "Руководство незарегистрированным объединением не терпится."],
    "S02": ["A leader of a public association answers twice.", "Лидер общественного объединения отвечает вдвойне."],
    "S03": ["The court may suspend an association for two faults.", "Ликвидация общественного объединения проводится судом."],
    "S04": ["Foreign funding of a club is reported.", "Иностранное финансирование клуба подлежит учёту."],
    "S05": ["A public association hands in an annual report.", "Общественное объединение подаёт списки членов."],
    "S06": ["Whoever calls for an illegal strike breaks this Act.", "Призывы к забастовке, признанной незаконной, не терпятся."],
    "R01": ["Unregistered religious communities are closed.", "Незарегистрированная религиозная деятельность прекращается."],
    "R02": ["Missionary work without a permit is banned.", "Миссионерская деятельность без разрешения не терпится."],
    "V01": ["Calls to boycott the elections are banned.", "Агитация в день выборов не терпится."],
}  # fmt: skip


def hits(sentence: str, after: str) -> tuple[ScreenHit, ...]:
    stage = draft(f"Article 1. Rules\n{sentence}{after}\n", "b", "one")
    return screen(stage.version, stage.text)


def test_there_are_as_many_screens_as_were_compiled() -> None:
    assert len(screens()) == 44 and FOUND.keys() == {one.id for one in screens()}


@pytest.mark.parametrize(("pattern", "sentence"), [(key, s) for key, both in FOUND.items() for s in both])
def test_every_screen_finds_its_wording_in_english_and_russian(pattern: str, sentence: str) -> None:
    found = {hit.pattern for hit in hits(sentence, PENALTY_RU if sentence[0] > "z" else PENALTY)}
    assert pattern in found


@pytest.mark.parametrize(
    ("pattern", "sentence"), [(key, both[0]) for key, both in FOUND.items() if "may" not in both[0]]
)
def test_a_wording_alone_is_nothing(pattern: str, sentence: str) -> None:
    """Without a penalty or a duty in the same article there is no hit."""
    if not any(word in sentence for word in ("prohibited", "offence")):
        assert pattern not in {hit.pattern for hit in hits(sentence, " This is told here for the record.")}


@pytest.mark.parametrize(
    "sentence",
    [
        "The operator shall delete personal data without undue delay when the customer asks for it.",
        "The National Assembly shall approve the accounts of the port by June.",
        "Strike paragraph (2) and insert the following; the Secretary shall report on it.",
        "No permission is required for assemblies; the police shall protect them.",
        "A court shall decide within two days whether access to the website is suspended.",
        "The provider shall publish an annual report on the quality of its water.",
        "The applicant must state whether the information is false, and is liable to a fine of 50 euros.",
        "Violent extremism that costs lives shall be prosecuted as murder.",
    ],
)
def test_ordinary_law_is_left_alone(sentence: str) -> None:
    assert hits(sentence, "") == ()


def test_a_hit_shows_the_sentence_and_what_was_held_of_it() -> None:
    stage = draft(
        "Article 7. Places\n(1) Rallies shall be held in designated places.\n(2) The sea is free.\n", "b", "one"
    )
    (hit,) = screen(stage.version, stage.text)
    assert stage.text[slice(*hit.span)] == "(1) Rallies shall be held in designated places."
    assert stage.text[slice(*hit.cue)] == "designated places" and stage.text[slice(*hit.threat)] == "shall"
    assert (hit.cite, hit.right, hit.verified) == ("Article 7(1)", "ICCPR 21", False)
    assert "General Comment 37, paragraphs 55 and 56" in hit.authority


@pytest.mark.parametrize(
    ("checked", "verified"),
    [
        ("V", True),
        ("V (RFOM)", True),
        ("V (text); P (number)", False),
        ("P", False),
        ("M", False),
        ("V (note); M", False),
    ],
)
def test_only_what_was_seen_throughout_is_verified(checked: str, verified: bool) -> None:
    assert is_verified(checked) is verified
