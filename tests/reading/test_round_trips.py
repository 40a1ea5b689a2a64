"""Whatever a scenario holds, writing and reading it again gives the same scenario, in both forms."""

from __future__ import annotations

import datetime as dt
import tempfile
import typing
from dataclasses import MISSING, fields, replace
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.domain.columns import Column, Text, TimeOfDay, columns_of
from planner.domain.fleet import Interpreter, Track, Vehicle
from planner.domain.people import Organisation, Person
from planner.domain.places import Site
from planner.domain.rulebook import Peak, TravelRules
from planner.domain.rules import RuleSetting
from planner.domain.scenario import Objective, Scenario
from planner.reading import convert, read_scenario, scenario_digest, write_folder
from planner.reading.documents import clean, unclean
from tests.reading.visits import visit

WORDS = st.text(max_size=20).map(clean).filter(lambda text: not unclean(text))
TRAPS = st.sampled_from(["=1+1", "+66", "-", "'-", "'=x", "_x0041_", "007", "1e5", "yes", "2017-08-15", 'a,b\n"c"'])
TEXTS = st.one_of(WORDS, TRAPS)
ITEMS = st.sampled_from(["smart city", "iot", "物流", "โลจิสติกส์", "a-b_c", "=x"])
DATES = st.dates(dt.date(2017, 8, 15), dt.date(2017, 8, 17))
IDS = st.from_regex(r"x-[a-z0-9-]{1,8}", fullmatch=True)


def value(name: str, hint: Any, about: Column, required: bool) -> st.SearchStrategy[Any]:
    """Lawful values of a field."""
    if name == "id":
        return IDS
    if name == "iata":
        return st.sampled_from(["", "UTP", "DMK"])
    if name == "languages":
        return st.lists(st.sampled_from(["zh", "th", "zh-hant", "en"]), min_size=1, max_size=3).map(tuple)
    arguments = typing.get_args(hint)
    if hint is Text:
        return st.builds(Text, TEXTS, TEXTS, TEXTS).filter(bool)
    if typing.get_origin(hint) is typing.Literal:
        return st.sampled_from(arguments)
    if typing.get_origin(hint) is tuple:
        return st.lists(DATES if arguments[0] is dt.date else ITEMS, max_size=3).map(tuple)
    if arguments:
        return st.none() | value(name, arguments[0], about, required)
    low = about.least if about.least is not None else -(10**6)
    high = about.most if about.most is not None else 10**6
    return {
        str: TEXTS.filter(bool) if required else TEXTS,
        bool: st.booleans(),
        int: st.integers(int(low), int(high)),
        float: st.floats(low, high, allow_nan=False, allow_infinity=False).map(lambda number: number + 0.0),
    }[hint]


def records(record: type) -> st.SearchStrategy[tuple[Any, ...]]:
    """Rows of a table with unique ids, their references empty."""
    hints, columns = typing.get_type_hints(record), columns_of(record)
    parts = {
        field.name: value(field.name, hints[field.name], columns[field.name], field.default is MISSING)
        for field in fields(record)
        if not columns[field.name].refs
    }
    return st.lists(st.builds(record, **parts), max_size=3, unique_by=lambda row: row.id).map(tuple)


PEAKS = st.lists(
    st.builds(
        Peak,
        st.lists(st.sampled_from(["mon", "sat", "sun"]), min_size=1, max_size=2).map(tuple),
        st.integers(0, 700).map(TimeOfDay),
        st.integers(701, 1440).map(TimeOfDay),
    ),
    max_size=3,
).map(tuple)
TABLES = {
    "organisations": Organisation,
    "people": Person,
    "tracks": Track,
    "sites": Site,
    "vehicles": Vehicle,
    "interpreters": Interpreter,
}


@st.composite
def scenarios(draw: st.DrawFn, small: Scenario) -> Scenario:
    tables = {name: (*getattr(small, name), *draw(records(record))) for name, record in TABLES.items()}
    tables["tracks"] = tuple(replace(row, min_size=min(row.min_size, row.max_size)) for row in tables["tracks"])
    travel = TravelRules(factor=draw(st.floats(0.1, 9)), kmh=draw(st.floats(1, 200)), peaks=draw(PEAKS))
    rest = RuleSetting(draw(st.booleans()), draw(st.booleans()), draw(st.integers(0, 9)))
    weights = {**small.objective.weights, "hosts": draw(st.integers(-1000, 1000))}
    return replace(
        small,
        title=draw(st.builds(Text, TEXTS, TEXTS, TEXTS).filter(bool)),
        programme=replace(small.programme, languages=draw(st.sampled_from([("th",), ("zh", "en"), ("en",)]))),
        rules=replace(small.rules, travel=travel, settings={"drivers_rest": rest}),
        objective=Objective(weights, draw(st.sampled_from([(), ("visitors+hosts", "cost")])), draw(st.floats(0, 100))),
        **tables,
    )


def small_scenario() -> Scenario:
    with tempfile.TemporaryDirectory() as folder:
        return read_scenario(visit(Path(folder) / "small")).scenario


SMALL = small_scenario()
QUICK = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))


@QUICK
@given(scenarios(SMALL))
def test_a_written_scenario_reads_back_the_same(scenario: Scenario) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write_folder(scenario, Path(folder) / "small")
        again = read_scenario(Path(folder) / "small").scenario
    assert again == scenario
    assert scenario_digest(again) == scenario_digest(scenario)


@settings(QUICK, max_examples=5)
@given(scenarios(SMALL))
def test_a_workbook_says_the_same_and_converts_back_byte_for_byte(scenario: Scenario) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_folder(scenario, folder / "a" / "small")
        convert(folder / "a" / "small", folder / "small.xlsx")
        assert read_scenario(folder / "small.xlsx").scenario == scenario
        convert(folder / "small.xlsx", folder / "b" / "small")
        assert files(folder / "b" / "small") == files(folder / "a" / "small")
        convert(folder / "b" / "small", folder / "again.xlsx")
        assert (folder / "again.xlsx").read_bytes() == (folder / "small.xlsx").read_bytes()


def files(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


CHILD = """\
format = 1
extends = ["../base", "../../other/base"]

[programme]
first_day = 2017-08-15
holidays = ""

[rules.travel]
peaks = []

[change.programme]
last_day = 2017-08-16
languages = ["th", "zh"]

[change.engagements.visit]
minutes = 75
together = true
dress = "-"
name_zh = "参观 \\"港口\\""

[change.opening."hall/daily/13:00"]
until = "18:00"

[change.interests."gadgets/A.I."]
weight = 3

[remove]
engagements = ["a", "b"]

[add.vehicles.coach-4]
kind = "coach"
seats = 40
driver = ""
"""


def test_a_child_keeps_its_parents_changes_and_rows_that_are_not_enabled(tmp_path: Path) -> None:
    child = tmp_path / "x" / "child"
    child.mkdir(parents=True)
    (child / "scenario.toml").write_text(CHILD, encoding="utf-8")
    (child / "tracks.csv").write_text("id,name_en,max_size,enabled\na,A,3,no\nb,'-5,9,yes\n", encoding="utf-8")
    convert(child, tmp_path / "x" / "child.xlsx")
    convert(tmp_path / "x" / "child.xlsx", tmp_path / "back" / "child")
    back = files(tmp_path / "back" / "child")
    expected = CHILD.replace('"../base", "../../other/base"', '"../../x/base", "../../other/base"')
    assert back["scenario.toml"] == expected
    assert back["tracks.csv"] == "id,name_en,max_size,enabled\na,A,3,no\nb,-5,9,yes\n"
