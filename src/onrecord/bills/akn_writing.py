"""A version as Akoma Ntoso 3.0, with what changed since an earlier one as its set of modifications."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from lxml import etree

from onrecord.bills.export_compared import Compared
from onrecord.records import BillVersion, Change, Provision

_AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_BY = "#onrecord"
_NO_DATE = "0001-01-01"
_ELEMENTS = frozenset({"part", "title", "chapter", "division", "article", "section", "paragraph", "point"})
_SHORT = {
    "article": "art",
    "section": "sec",
    "chapter": "chp",
    "paragraph": "para",
    "division": "dvs",
    "title": "title",
}
_MODS = {"removed": "repeal", "new": "insertion", "split": "split", "merged": "join", "renumbered": "renumbering"}
_EDGES = re.compile(r"^[\s().\[\]“\"–—:-]+|[\s().\[\]]+$")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_akn(compared: Compared) -> str:
    """Write the later version with the changes that led to it.

    A change of words is a `substitution`, a move in `otherwise` unchanged words a `renumbering`; each names the
    provisions on either side by their ids.
    """
    root = etree.Element(f"{{{_AKN}}}akomaNtoso", nsmap={None: _AKN})
    bill = _node(root, "bill", name=_slug(compared.bill.id))
    version = compared.b.version
    ids = {"a": _ids(compared.a.version), "b": _ids(version)}
    meta = _node(bill, "meta")
    _identify(meta, compared)
    _lifecycle(meta, compared)
    _analysis(meta, compared, ids)
    references = _node(meta, "references", source=_BY)
    _node(references, "TLCOrganization", eId="onrecord", href="/ontology/organization/onrecord", showAs="onrecord")
    _write_body(_node(bill, "body"), version, compared.b.text, ids["b"])
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return data.decode()


def _identify(meta: etree._Element, compared: Compared) -> None:
    version = compared.b.version
    one = _node(meta, "identification", source=_BY)
    work, expression = _work(compared), _expression(compared, version)
    places = {"Work": work, "Expression": expression, "Manifestation": f"{expression}.xml"}
    for name, place in places.items():
        level = _node(one, f"FRBR{name}")
        _node(level, "FRBRthis", value=f"{place}/!main" if name != "Manifestation" else place)
        _node(level, "FRBRuri", value=place)
        if name == "Work":
            _node(level, "FRBRalias", name="title", value=_clean(compared.bill.name))
        _node(level, "FRBRdate", date=_day(version), name=_clean(version.name) if version.date else "unknown")
        _node(level, "FRBRauthor", href=_BY)
        if name == "Work":
            _node(level, "FRBRcountry", value=_land(compared))
        if name == "Expression":
            _node(level, "FRBRlanguage", language="und")


def _land(compared: Compared) -> str:
    return (compared.bill.country or "und").lower()


def _work(compared: Compared) -> str:
    return f"/akn/{_land(compared)}/bill/{_slug(compared.bill.id)}"


def _expression(compared: Compared, version: BillVersion) -> str:
    """Return how a version is named: by its stage, and by its day where that is known."""
    day = f"@{version.date}" if version.date else ""
    return f"{_work(compared)}/und{day}:{_slug(version.name)}"


def _lifecycle(meta: etree._Element, compared: Compared) -> None:
    events = _node(meta, "lifecycle", source=_BY)
    for n, (draft, kind) in enumerate(((compared.a, "generation"), (compared.b, "amendment")), start=1):
        _node(events, "eventRef", eId=f"e{n}", date=_day(draft.version), source=_BY, type=kind)


def _analysis(meta: etree._Element, compared: Compared, ids: dict[str, dict[str, str]]) -> None:
    told = [c for c in compared.changes if _mod(c) and c.to_version == compared.b.version.id]
    told += [c for c in compared.changes if c.to_version != compared.b.version.id and c.a]
    if not told:
        return
    mods = _node(_node(meta, "analysis", source=_BY), "passiveModifications")
    for n, change in enumerate(told, start=1):
        mod = _node(mods, "textualMod", eId=f"pmod_{n}", type=_mod(change) or "repeal")
        earlier = _expression(compared, compared.a.version)
        olds = [f"{earlier}#{ids['a'].get(cite, '')}" for cite in change.a]
        news = [f"#{ids['b'].get(cite, '')}" for cite in change.b if change.to_version == compared.b.version.id]
        _node(mod, "source", eId=f"pmod_{n}__source", href=(olds or news)[0])
        for place, href in enumerate(news or olds, start=1):
            _node(mod, "destination", eId=f"pmod_{n}__dest_{place}", href=href)
        for place, href in enumerate(olds, start=1):
            _node(mod, "old", eId=f"pmod_{n}__old_{place}", href=href)
        for place, href in enumerate(news, start=1):
            _node(mod, "new", eId=f"pmod_{n}__new_{place}", href=href)


def _mod(change: Change) -> str | None:
    """Return the kind of modification, None where nothing changed."""
    if change.relation in ("split", "merged", "removed", "new"):
        return _MODS[change.relation]
    if change.text == "amended":
        return "substitution"
    return None if change.relation == "kept" else "renumbering"


# The text


def _write_body(body: etree._Element, version: BillVersion, text: str, ids: dict[str, str]) -> None:
    below: dict[str | None, list[Provision]] = defaultdict(list)
    for provision in version.provisions:
        below[provision.parent].append(provision)
    if not version.provisions:
        _node(_node(_node(body, "hcontainer", eId="hcontainer_1", name="text"), "content"), "p").text = _clean(text)
    stack = [(body, provision) for provision in reversed(below[None])]
    while stack:
        above, provision = stack.pop()
        element = _write_one(above, provision, text, ids, has_below=bool(below[provision.id]))
        stack += [(element, child) for child in reversed(below[provision.id])]
    _put_ends_last(body)


def _write_one(
    above: etree._Element, provision: Provision, text: str, ids: dict[str, str], *, has_below: bool
) -> etree._Element:
    known = provision.level in _ELEMENTS
    named = {} if known else {"name": provision.level}
    element = _node(above, provision.level if known else "hcontainer", eId=ids[provision.cite], **named)
    if provision.number:
        _node(element, "num").text = _clean(f"{provision.kind} {provision.number}".strip())
    if provision.heading:
        _node(element, "heading").text = _clean(provision.heading)
    own = [words for span in provision.own if (words := _clean(text[slice(*span)]))]
    own = _without_head(own, provision)
    if not has_below:
        content = _node(element, "content")
        for words in own or [""]:
            _node(content, "p").text = words
        return element
    if own:
        _node(_node(element, "intro"), "p").text = own[0]
    for words in own[1:]:
        _node(_node(element, "wrapUp"), "p").text = words
    return element


def _put_ends_last(body: etree._Element) -> None:
    """Move closing words behind the pieces that were written after them, all in one."""
    for element in list(body.iter()):
        ends = element.findall(f"{{{_AKN}}}wrapUp")
        for extra in ends[1:]:
            for paragraph in list(extra):
                ends[0].append(paragraph)
            element.remove(extra)
        if ends:
            element.append(ends[0])


def _without_head(own: Sequence[str], provision: Provision) -> list[str]:
    """Return the words without the number and the heading that they begin with."""
    if not own:
        return []
    first = own[0]
    for part in (provision.kind, _EDGES.sub("", provision.number), provision.heading):
        bare = _EDGES.sub("", first)
        if part and bare.casefold().startswith(part.casefold()):
            first = re.sub(r"^[\s).\]–—:”\"-]+", "", bare[len(part) :])
    return [words for words in (first, *own[1:]) if words]


def _ids(version: BillVersion) -> dict[str, str]:
    """Return by citation the id of each provision, after the naming convention: `chp_1__art_5__para_2`."""
    by_provision: dict[str, str] = {}
    found: dict[str, str] = {}
    taken: set[str] = set()
    for n, provision in enumerate(version.provisions, start=1):
        short = _SHORT.get(provision.level, provision.level if provision.level in _ELEMENTS else "hcontainer")
        own = f"{short}_{re.sub(r'[^0-9A-Za-z]+', '-', provision.number).strip('-') or n}"
        whole = f"{by_provision[provision.parent]}__{own}" if provision.parent in by_provision else own
        whole = whole if whole not in taken else f"{whole}-{n}"
        taken.add(whole)
        by_provision[provision.id] = found[provision.cite] = whole
    return found


def _node(above: etree._Element, tag: str, /, **values: str) -> etree._Element:
    return etree.SubElement(above, f"{{{_AKN}}}{tag}", values)


def _day(version: BillVersion) -> str:
    day = version.date or _NO_DATE
    return day + "-01" * (2 - day.count("-"))


def _slug(words: str) -> str:
    return re.sub(r"[^\w.-]+", "-", words).strip("-").lower() or "bill"


def _clean(words: str) -> str:
    return " ".join(_NOT_XML.sub("\ufffd", words).split())
