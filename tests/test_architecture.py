"""The house: who may import whom, and what may be loaded when."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PLANNER = Path(__file__).resolve().parents[1] / "planner"
FLOORS = (
    {"domain"},
    {"reading", "model", "checking", "examples"},
    {"matchmaking"},
    {"solving"},
    {"comparing"},
    {"rendering"},
    {"publishing"},
    {"console"},
    {"workflow"},
    {"web"},
    {"cli"},
    {"__main__"},
)
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
ONLY_IN = {
    "ortools": {"model", "solving", "matchmaking"},
    "icalendar": {"rendering/calendars"},
    "jinja2": {"rendering", "web"},
    "numba": {"model/compiled", "model/records"},
}


def imports() -> Iterator[tuple[Path, str, int]]:
    """(file, module imported, line) of every import in the program."""
    for path in sorted(PLANNER.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                for alias in node.names:
                    inner = f"{node.module}.{alias.name}"
                    yield path, inner if is_module(inner) else node.module, node.lineno
            elif isinstance(node, ast.Import):
                for alias in node.names:
                    yield path, alias.name, node.lineno


def is_module(name: str) -> bool:
    path = PLANNER.parent / name.replace(".", "/")
    return name.startswith("planner.") and (path.with_suffix(".py").is_file() or (path / "__init__.py").is_file())


def room(path: Path) -> str:
    return path.relative_to(PLANNER).parts[0].removesuffix(".py")


def test_files_import_from_their_own_or_lower_floors_only() -> None:
    wrong = [
        f"{path.relative_to(PLANNER)}:{line} imports {module}"
        for path, module, line in imports()
        if module.startswith("planner.") and room(path) != "__init__"
        if (other := module.split(".")[1]) != room(path)
        if FLOOR[other] >= FLOOR[room(path)]
    ]
    assert wrong == []


def test_the_check_knows_nothing_of_the_model() -> None:
    forbidden = ("planner.model", "planner.solving", "ortools")
    assert [m for path, m, _ in imports() if room(path) == "checking" and m.startswith(forbidden)] == []


@pytest.mark.parametrize(("package", "places"), ONLY_IN.items())
def test_heavy_packages_stay_in_their_rooms(package: str, places: set[str]) -> None:
    wrong = [
        f"{path.relative_to(PLANNER)}:{line}"
        for path, module, line in imports()
        if module.split(".")[0] == package
        and not any(path.relative_to(PLANNER).as_posix().startswith(place) for place in places)
    ]
    assert wrong == []


def test_files_do_not_import_each_other_in_circles() -> None:
    graph: dict[str, set[str]] = {}
    for path, module, _ in imports():
        name = "planner." + path.relative_to(PLANNER).with_suffix("").as_posix().replace("/", ".")
        if module.startswith("planner"):
            graph.setdefault(name.removesuffix(".__init__"), set()).add(module)
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " -> ".join((*trail[trail.index(name) :], name))
        if name not in done:
            for other in graph.get(name, ()):
                if other != name:
                    visit(other, (*trail, name))
            done.add(name)

    for name in graph:
        visit(name, ())


@pytest.mark.parametrize("code", ["import planner", "import planner.cli", "import planner.rendering.documents"])
def test_starting_loads_neither_solver_nor_tables(code: str) -> None:
    script = f"{code}; import sys; print([m for m in ('ortools', 'pandas', 'numpy') if m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_no_room_is_a_lumber_room() -> None:
    names = {path.stem for path in PLANNER.rglob("*.py")}
    assert names & {"utils", "util", "common", "helpers", "misc"} == set()
