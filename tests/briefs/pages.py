"""Read a page of HTML as a browser would, without one."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = {"meta", "link", "br", "hr", "img", "input", "rect", "path"}


class Page(HTMLParser):
    """Elements with their attributes, the text inside each `.frozen`, and whether every element is closed."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.frozen: list[str] = []
        self.inside = 0
        self.feed(html)
        self.close()
        assert self.open == [], self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), (tag, names)
        self.elements.append((tag, dict(attrs)))
        if tag in VOID:
            return
        self.open.append(tag)
        if dict(attrs).get("class") == "frozen":
            self.inside = len(self.open)
            self.frozen.append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open[-1] == tag, (tag, self.open[-5:], self.getpos())
        if self.inside == len(self.open):
            self.inside = 0
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.frozen[-1] += data

    def all(self, name: str) -> list[str]:
        """Return every value of one attribute."""
        return [value or "" for _, attrs in self.elements for key, value in attrs.items() if key == name]

    def tags(self) -> list[str]:
        return [tag for tag, _ in self.elements]
