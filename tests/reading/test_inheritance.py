"""Parents, changes, additions, removals, the command line, and what is refused of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from planner.cli import cli
from tests.reading.visits import child, faults_of, read, visit

EXTENDS = 'extends = ["../small"]\n'


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return visit(tmp_path / "small")


def test_a_child_without_words_of_its_own_is_its_parent(small: Path) -> None:
    reading = read(child(small.parent / "same", EXTENDS))
    assert reading.scenario.name == "same"
    assert reading.scenario.engagements == read(small).scenario.engagements


def test_a_change_reaches_a_key_and_a_cell_and_tells_old_and_new(small: Path) -> None:
    toml = EXTENDS + "[change.programme]\nday_end = '20:00'\n[change.engagements.visit]\nminutes = 75\n"
    reading = read(child(small.parent / "shorter", toml))
    assert reading.scenario.programme.day_end == 20 * 60
    assert reading.scenario.engagement["visit"].minutes == 75
    cell = reading.provenance.cell("engagements", "visit", "minutes")
    assert cell is not None
    assert [(old.text, str(old.origin)) for old in cell.earlier] == [
        ("90", "../small/engagements.csv row 3, column minutes")
    ]
    assert str(cell.origin) == "scenario.toml, key change.engagements.visit.minutes"


def test_an_addition_needs_what_every_row_needs(small: Path) -> None:
    whole = EXTENDS + '[add.vehicles.coach-4]\nkind = "coach"\nseats = 40\ndays = ["2017-08-16"]\n'
    scenario = read(child(small.parent / "more", whole)).scenario
    assert [vehicle.id for vehicle in scenario.vehicles] == ["coach-1", "van-1", "coach-4"]
    assert [str(day) for day in scenario.vehicle["coach-4"].days] == ["2017-08-16"]
    (fault,) = faults_of(child(small.parent / "less", whole.replace("seats = 40", "")))
    assert (fault.where, fault.found) == ("scenario.toml, key add.vehicles.coach-4", "no seats")


def test_adding_what_is_there_is_a_fault(small: Path) -> None:
    (fault,) = faults_of(child(small.parent / "twice", EXTENDS + "[add.tracks.a]\nname_en = 'A'\nmax_size = 3\n"))
    assert "there already" in fault.found


def test_a_removed_engagement_takes_its_rows_without_ids_along(small: Path) -> None:
    reading = read(child(small.parent / "no-visit", EXTENDS + '[remove]\nengagements = ["visit"]\n'))
    scenario = reading.scenario
    assert "visit" not in scenario.engagement
    assert scenario.engagement_topics == () == scenario.order
    assert "visit" not in {row.of for row in scenario.opening}
    gone = {(removal.table, removal.row.key, removal.because) for removal in reading.provenance.removed}
    assert ("order", "call/visit", "engagements visit") in gone
    assert any("order.call/visit" in line and "with engagements visit" in line for line in reading.provenance.lines())


def test_show_tells_programs_every_value_with_what_it_replaced(tmp_path: Path) -> None:
    visit(tmp_path / "small")
    made = child(
        tmp_path / "child",
        'extends = ["../small"]\n[change.engagements.visit]\nminutes = 75\n[remove]\nvehicles = ["van-1"]\n',
    )
    done = CliRunner().invoke(cli, ["show", str(made), "--provenance", "--json"])
    facts = json.loads(done.stdout)
    (value,) = [one for one in facts["values"] if one["key"] == "engagements.visit.minutes"]
    assert (value["value"], value["where"]) == ("75", "scenario.toml, key change.engagements.visit.minutes")
    assert value["replaced"] == [{"old": "90", "new": "75", "where": "../small/engagements.csv row 3, column minutes"}]
    assert [one["key"] for one in facts["removed"]] == ["vehicles.van-1"]
    shown = json.loads(CliRunner().invoke(cli, ["show", str(made), "--json"]).stdout)
    assert shown["settings"]["programme.last_day"] == "2017-08-17"
    assert [row["id"] for row in shown["tables"]["vehicles"]] == ["coach-1"]


def test_a_removed_site_that_a_row_with_an_id_still_names_is_a_fault(small: Path) -> None:
    faults = faults_of(child(small.parent / "no-port", EXTENDS + '[remove]\nsites = ["port"]\n'))
    assert [(fault.where, fault.found) for fault in faults] == [("../small/engagements.csv row 3, column site", "port")]
    assert "was removed" in faults[0].hint


def test_a_row_that_is_not_enabled_counts_as_removed(small: Path) -> None:
    scenario = read(small, "engagements.visit.enabled=no").scenario
    assert "visit" not in scenario.engagement
    assert scenario.order == ()
    (fault,) = faults_of(small, "sites.port.enabled=no")
    assert "not enabled" in fault.hint


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ("stays", "2017-08-15/-"),
        ("pins", "call/a/2017-08-16"),
        ("opening", "hall/daily/13:00"),
        ("order", "call/visit"),
        ("attends", "call/li/speaker"),
        ("participants", "pairing/gadgets"),
        ("meetings", "pairing/gadgets/thai-tech"),
        ("interests", "gadgets/iot"),
        ("wishes", "thai-tech/iot"),
        ("engagement_topics", "visit/iot"),
        ("travel", "airport/hall"),
    ],
)
def test_a_row_without_an_id_is_removed_by_its_key(small: Path, table: str, key: str) -> None:
    before = len(getattr(read(small).scenario, table))
    after = read(child(small.parent / "child", EXTENDS + f'[remove]\n{table} = ["{key}"]\n')).scenario
    assert len(getattr(after, table)) == before - 1


def test_a_row_without_an_id_is_changed_and_added_by_its_key(small: Path) -> None:
    toml = EXTENDS + (
        '[change.opening."hall/daily/13:00"]\nuntil = "18:00"\n[add.opening."port/sat/09:00"]\nuntil = "12:00"\n'
        '[add.stays."2017-08-16/b"]\nhotel = "inn-hotel"\n'
    )
    scenario = read(child(small.parent / "later", toml)).scenario
    spans = {(row.of, row.on, row.from_): row.until for row in scenario.opening}
    assert spans["hall", "daily", 13 * 60] == 18 * 60
    assert spans["port", "sat", 9 * 60] == 12 * 60
    assert scenario.stays[-1].track == "b"


def test_a_row_that_is_all_key_is_added_without_columns(small: Path) -> None:
    before = len(read(small).scenario.order)
    scenario = read(child(small.parent / "later", EXTENDS + '[add.order."visit/pairing"]\n')).scenario
    assert len(scenario.order) == before + 1
    assert (scenario.order[-1].before, scenario.order[-1].after) == ("visit", "pairing")


@pytest.mark.parametrize(
    ("toml", "found", "hint"),
    [
        ("[remove]\nengagements = ['visits']\n", "visits", "did you mean visit?"),
        ("[remove]\nengagement = ['visit']\n", "engagement", "did you mean engagements?"),
        ("[change.engagements.vist]\nminutes = 1\n", "vist", "did you mean visit?"),
        ("[change.engagements.visit]\nminute = 1\n", "unknown column", "did you mean minutes?"),
        ("[change.engagements.visit]\nid = 'tour'\n", "a change of id", ""),
        ("[change.programe]\nday_end = '20:00'\n", "unknown key", "programme"),
        ("[engagements.visit]\nminutes = 1\n", "unknown key", "[change.engagements]"),
        ("[add.vehicle.x]\nseats = 1\n", "vehicle", "did you mean vehicles?"),
        ("[add.tracks.x]\n", "nothing", ""),
        ("[add.stays.x]\nhotel = 'inn-hotel'\n", "x", ""),
    ],
)
def test_what_does_not_exist_cannot_be_changed_or_removed(small: Path, toml: str, found: str, hint: str) -> None:
    (fault,) = faults_of(child(small.parent / "child", EXTENDS + toml))
    assert fault.found == found
    assert hint in fault.hint


def test_the_command_line_beats_the_file_which_beats_its_parents(small: Path) -> None:
    folder = child(small.parent / "child", EXTENDS + "[change.engagements.visit]\nminutes = 75\n")
    assert read(folder).scenario.engagement["visit"].minutes == 75
    sets = (
        "engagements.visit.minutes=45",
        "rules.drivers_rest.enabled=no",
        "tracks.change=daily",
        "tracks.a.max_size=9",
    )
    scenario = read(folder, *sets, "travel.airport/hall.minutes=70", "programme.languages=th;en").scenario
    assert scenario.engagement["visit"].minutes == 45
    assert not scenario.rules.setting("drivers_rest").enabled
    assert (scenario.track_change, scenario.track["a"].max_size) == ("daily", 9)
    assert [row.minutes for row in scenario.travel if row.from_ == "airport"] == [70]
    assert scenario.programme.languages == ("th", "en")


@pytest.mark.parametrize(
    "text", ["", "x", "=", "engagements.visit.minutes", "engagements.visit=9", "change.x.y=1", '"=1']
)
def test_a_wrong_setting_of_the_command_line_is_a_fault(small: Path, text: str) -> None:
    assert [fault.where.startswith("--set") for fault in faults_of(small, text)] == [True]


def test_own_tables_of_a_child_add_rows_and_override_cells(small: Path) -> None:
    tables = "id,seats,kind\ncoach-1,30,coach\ncoach-2,44,coach\n"
    reading = read(child(small.parent / "fleet", EXTENDS, vehicles=tables))
    vehicle = reading.scenario.vehicle
    assert (vehicle["coach-1"].seats, vehicle["coach-1"].name, vehicle["coach-2"].seats) == (30, "Coach 1", 44)


def test_two_parents_that_disagree_are_refused_unless_the_child_decides(small: Path) -> None:
    child(small.parent / "short", EXTENDS + "[change.engagements.visit]\nminutes = 75\n")
    child(small.parent / "long", EXTENDS + "[change.engagements.visit]\nminutes = 120\n")
    both = 'extends = ["../short", "../long"]\n'
    (fault,) = faults_of(child(small.parent / "both", both))
    assert "75" in fault.found
    assert "120" in fault.found
    assert "../long/scenario.toml" in fault.found
    decided = child(small.parent / "decided", both + "[change.engagements.visit]\nminutes = 100\n")
    assert read(decided).scenario.engagement["visit"].minutes == 100
    assert faults_of(small.parent / "both", "engagements.visit.minutes=100") == ()


def test_two_parents_that_change_different_things_or_agree_are_one(small: Path) -> None:
    evening = "[change.programme]\nday_end = '20:00'\n"
    child(
        small.parent / "short",
        EXTENDS + "[change.engagements.visit]\nminutes = 75\n" + evening,
    )
    child(small.parent / "wet", EXTENDS + "[change.rules.travel]\nfactor = 1.25\n" + evening)
    for parents in ('["../short", "../wet"]', '["../wet", "../short"]', '["../small", "../short", "../wet"]'):
        scenario = read(child(small.parent / "both", f"extends = {parents}\n")).scenario
        assert (scenario.engagement["visit"].minutes, scenario.rules.travel.factor) == (75, 1.25)
        assert scenario.programme.day_end == 20 * 60


def test_what_one_parent_removes_stays_removed_unless_the_other_changed_it(small: Path) -> None:
    child(small.parent / "less", EXTENDS + '[remove]\nengagements = ["visit"]\n')
    child(small.parent / "wet", EXTENDS + "[change.rules.travel]\nfactor = 1.25\n")
    child(small.parent / "short", EXTENDS + "[change.engagements.visit]\nminutes = 75\n")
    for parents in ('["../less", "../wet"]', '["../wet", "../less"]'):
        scenario = read(child(small.parent / "both", f"extends = {parents}\n")).scenario
        assert "visit" not in scenario.engagement
        assert scenario.order == ()
    for parents in ('["../less", "../short"]', '["../short", "../less"]'):
        (fault,) = faults_of(child(small.parent / "torn", f"extends = {parents}\n"))
        assert "removed here and changed in another parent" in fault.found


def test_a_circle_is_printed(tmp_path: Path) -> None:
    child(tmp_path / "a", 'extends = ["../b"]\n')
    child(tmp_path / "b", 'extends = ["../c"]\n')
    child(tmp_path / "c", 'extends = ["../a"]\n')
    assert [fault.found for fault in faults_of(tmp_path / "a")] == ["a -> b -> c -> a"]


def test_a_parent_that_is_not_there_is_named_with_its_neighbour(small: Path) -> None:
    toml = 'extends = ["../smal"]\n[change.engagements.visit]\nminutes = 75\n'
    (fault,) = faults_of(child(small.parent / "child", toml))
    assert (fault.found, fault.hint) == ("../smal", "did you mean small?")
    (fault,) = faults_of(child(small.parent / "child", f'extends = ["{"x" * 300}"]\n'))
    assert fault.expected == "a scenario folder or workbook"


def test_a_shorter_visit_lets_the_rows_of_its_lost_days_fall_away(tmp_path: Path) -> None:
    small = visit(tmp_path / "small", ("stays.csv", "2017-08-15", "2017-08-17"))
    reading = read(small, "programme.last_day=2017-08-16", "hotels.inn-hotel.until=2017-08-16")
    assert reading.scenario.stays == ()
    assert "1 row on 2017-08-17" in [warning.found for warning in reading.warnings]
    assert len(faults_of(small, "programme.last_day=2017-08-18", "stays.2017-08-17/-.night=2017-08-19")) == 1
