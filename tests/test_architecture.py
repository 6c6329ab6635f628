"""The house rules that a reader could otherwise only hope for (docs/decisions/0104-text-below-models.md)."""

import ast
import re
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

SRC = Path(__file__).parents[1] / "src" / "onrecord"
FLOORS = [  # a room may import rooms on lower floors only
    {"records", "errors"},
    {"text"},
    {"reference", "models"},
    {"documents", "statements", "labels", "threads", "commitments", "figures", "bills", "briefs", "exports", "imports"},
    {"dossier", "engine"},
    {"pipeline"},
    {"settings"},
    {"web"},
    {"cli"},
]
FLOOR = {room: n for n, rooms in enumerate(FLOORS) for room in rooms}
MAY_TOUCH_THE_WORLD = {"dossier", "engine", "cli", "web", "settings", "documents.fetch", "models.files", "briefs.pdf"}
WORLD = {"sqlite3", "httpx", "urllib.request", "socket", "subprocess", "os", "time", "random"}
NEEDED_BY_OTHERS = {"lxml-html-clean", "pillow", "python-multipart"}  # by trafilatura, pypdfium2, starlette
MOST_LINES = 400
CLOCK = {"now", "today", "utcnow"}
FILES = sorted(SRC.rglob("*.py"))


def name(path: Path) -> str:
    return ".".join(path.relative_to(SRC).with_suffix("").parts).removesuffix(".__init__")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imports(path: Path) -> frozenset[str]:
    """Every imported module, relative imports made absolute."""
    package = ["onrecord", *path.relative_to(SRC).parts[:-1]]
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *(node.module or "").split(".")]).strip(".")
            found |= {module} | {f"{module}.{alias.name}" for alias in node.names}
    return frozenset(found)


def is_edge(path: Path) -> bool:
    me = name(path)
    return bool({me, me.split(".")[0]} & MAY_TOUCH_THE_WORLD)


@pytest.mark.parametrize("path", FILES, ids=name)
def test_rooms_import_lower_floors_only(path: Path) -> None:
    room = name(path).split(".")[0]
    targets = {i.split(".")[1] for i in imports(path) if i.startswith("onrecord.")} - {room, "__version__"}
    above = sorted(t for t in targets & FLOOR.keys() if FLOOR[t] >= FLOOR.get(room, len(FLOORS)))
    assert not above, f"{name(path)} imports {above}, not below {room}"


@pytest.mark.parametrize("path", [p for p in FILES if not is_edge(p)], ids=name)
def test_only_edges_touch_the_world(path: Path) -> None:
    assert not imports(path) & WORLD, f"{name(path)} does I/O; move it to an edge room"
    calls = [n.func.attr for n in ast.walk(tree(path)) if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute)]
    assert not CLOCK & set(calls), f"{name(path)} reads the clock; take `now` as an argument"


def test_functions_fit_on_a_screen() -> None:
    long = [
        f"{name(p)}.{f.name} ({(f.end_lineno or 0) - f.lineno})"
        for p in FILES
        for f in ast.walk(tree(p))
        if isinstance(f, ast.FunctionDef | ast.AsyncFunctionDef) and (f.end_lineno or 0) - f.lineno > 50
    ]
    assert long == []


def test_modules_are_read_in_one_sitting() -> None:
    lines = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in FILES}
    assert {module: n for module, n in lines.items() if n > MOST_LINES} == {}


def test_dependencies_are_those_that_are_imported() -> None:
    """What the package imports it declares, and the other way round; extras are declared apart."""
    ours = {"onrecord", *sys.stdlib_module_names}
    used = {module.split(".")[0] for path in FILES for module in imports(path)} - ours
    project = tomllib.loads((SRC.parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [line for lines in project["optional-dependencies"].values() for line in lines]
    named, optional = ({re.split(r"[<>=]", line)[0] for line in lines} for lines in (project["dependencies"], extras))
    made_by = {module: {name.lower() for name in names} for module, names in packages_distributions().items()}
    needed = set().union(*(made_by[module] for module in used))
    assert named - NEEDED_BY_OTHERS <= needed <= named | optional
