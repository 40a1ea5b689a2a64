"""What a reader's calendar program shows is what the plan says."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from planner.domain.columns import Text
from planner.domain.plan import Meeting
from planner.domain.programme import Programme
from planner.rendering.calendars import write_calendars
from tests.handmade import at, tiny_plan, tiny_scenario
from tests.rendering.calendars_read import PARSERS, Read

STAMP = dt.datetime(2017, 8, 1, 12, tzinfo=dt.UTC)
BANGKOK = ZoneInfo("Asia/Bangkok")
MEETINGS = (
    Meeting(
        engagement="park-briefing",
        slot=1,
        table=3,
        visitor="alpha-iot",
        host="iot-institute",
        start=at(1, "10:30"),
        end=at(1, "10:50"),
        interpreter="rung",
    ),
    Meeting(
        engagement="park-briefing",
        slot=2,
        table=4,
        visitor="gamma-port",
        host="port-authority",
        start=at(1, "10:50"),
        end=at(1, "11:10"),
    ),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("calendars")
    scenario = tiny_scenario()
    write_calendars(scenario, tiny_plan(scenario, meetings=MEETINGS), target, stamp=STAMP)
    return target


def text(folder: Path, name: str) -> str:
    return (folder / name).read_bytes().decode()


def read(folder: Path, name: str) -> dict[str, Read]:
    """Entries by their key: the UID up to the reader."""
    kind = name.split("/")[0].removesuffix("s") if "/" in name else "all"
    return {entry.uid.partition(f".{kind}")[0]: entry for entry in PARSERS["vobject"](text(folder, name))}


def local(day: int, time: str) -> dt.datetime:
    midnight = dt.datetime(2017, 8, 15, tzinfo=BANGKOK)
    return (midnight + dt.timedelta(minutes=at(day, time))).astimezone(dt.UTC)


def test_every_reader_with_something_to_read_has_a_file(folder: Path) -> None:
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*.ics")}
    delegates = {f"delegates/{who}.ics" for who in ("wu", "chen", "lin", "zhou", "xu", "he")}
    hosts = {"digital-ministry", "iot-institute", "chonburi-province", "port-authority"}
    assert found == {"all.ics", "tracks/gov.ics", "tracks/tech.ics", "vehicles/van-1.ics", "vehicles/coach-1.ics"} | (
        delegates | {f"hosts/{host}.ics" for host in hosts} | {"interpreters/pim.ics", "interpreters/rung.ics"}
    )


@pytest.mark.parametrize("parser", PARSERS)
@pytest.mark.parametrize("who", ["wu", "chen", "lin", "zhou", "xu", "he"])
def test_a_delegates_file_holds_the_instants_of_the_plan(folder: Path, parser: str, who: str) -> None:
    plan = tiny_plan(tiny_scenario(), meetings=MEETINGS)
    midnight = dt.datetime(2017, 8, 14, 17, tzinfo=dt.UTC)
    spans = [(stop.item.start, stop.item.end) for stop in Programme(plan).stops_of(who) if stop.item.kind != "night"]
    spans += [(own.start, own.end) for own in plan.individual if own.delegate == who]
    firm = {"zhou": "alpha-iot", "xu": "alpha-iot", "he": "gamma-port"}.get(who)
    spans += [(meeting.start, meeting.end) for meeting in MEETINGS if meeting.visitor == firm]
    expected = sorted(tuple(midnight + dt.timedelta(minutes=minute) for minute in span) for span in spans)

    entries = PARSERS[parser](text(folder, f"delegates/{who}.ics"))
    timed = sorted((entry.start, entry.end) for entry in entries if isinstance(entry.start, dt.datetime))
    assert timed == expected


def test_all_parsers_agree_on_every_file(folder: Path) -> None:
    for path in folder.rglob("*.ics"):
        content = path.read_bytes().decode()
        first, *others = (sorted(parse(content), key=lambda entry: entry.uid) for parse in PARSERS.values())
        assert first
        assert all(other == first for other in others), path.name


def test_a_flight_leaves_and_lands_by_the_clocks_of_its_two_zones(folder: Path) -> None:
    raw = text(folder, "delegates/xu.ics")
    assert "DTSTART;TZID=Asia/Bangkok:20170816T203000\r\nDTEND;TZID=Asia/Shanghai:20170817T002000" in raw
    flight = read(folder, "delegates/xu.ics")["flight.f-early"]
    assert "2017-08-16 20:30" in flight.description
    assert "2017-08-17 00:20" in flight.description


def test_hotel_nights_are_whole_days_and_only_of_those_who_stay(folder: Path) -> None:
    nights = [entry for key, entry in read(folder, "delegates/xu.ics").items() if key.startswith("night")]
    assert [(night.start, night.end) for night in nights] == [(dt.date(2017, 8, 15), dt.date(2017, 8, 16))]
    assert nights[0].summary == "酒店：大酒店"
    assert "何平" in nights[0].description, "who shares the room"


def test_a_transfer_says_where_to_be_and_by_when(folder: Path) -> None:
    entries = read(folder, "tracks/tech.ics")
    assert "12:20" in entries["to.lab-visit"].summary, "from the airport, ten minutes before"
    assert "到达大厅" in entries["to.lab-visit"].summary
    assert entries["to.park-briefing"].summary == "07:50前酒店大堂集合 → 数码园"
    assert entries["to.lunch.2017-08-17"].summary.startswith("11:00前到车旁"), "not before the visit has ended"


def test_each_reader_reads_their_own_language(folder: Path) -> None:
    assert read(folder, "delegates/wu.ics")["welcome-dinner"].summary == "欢迎晚宴"
    assert read(folder, "hosts/chonburi-province.ics")["hall-call"].summary == "เยี่ยมคารวะผู้ว่าราชการ"
    assert read(folder, "interpreters/rung.ics")["park-briefing"].summary == "สรุปดิจิทัลพาร์ค", "the local language"
    assert "โรงแรมแกรนด์" in read(folder, "vehicles/van-1.ics")["to.welcome-dinner.gov"].summary
    assert "LANGUAGE=zh-CN" in text(folder, "tracks/gov.ics")


def test_meetings_make_busy_within_a_session_that_does_not(folder: Path) -> None:
    raw = text(folder, "delegates/zhou.ics")
    session = component(raw, "UID:park-briefing.delegate.zhou@tiny.planner")
    meeting = component(raw, "UID:meeting.park-briefing.alpha-iot.iot-institute.delegate.zhou@tiny.planner")
    assert "TRANSP:TRANSPARENT" in session
    assert "TRANSP:OPAQUE" in meeting
    entry = read(folder, "delegates/zhou.ics")["meeting.park-briefing.alpha-iot.iot-institute"]
    assert entry.summary == "商务洽谈：物联网研究所"
    assert "3号桌" in entry.location
    assert "荣" in entry.description


def component(raw: str, line: str) -> str:
    """The VEVENT that holds `line`, unfolded."""
    return next(event for event in raw.replace("\r\n ", "").split("BEGIN:VEVENT") if line in event)


def test_tracks_that_meet_are_one_entry_for_their_host(folder: Path) -> None:
    calls = [entry for key, entry in read(folder, "hosts/chonburi-province.ics").items() if key == "hall-call"]
    assert len(calls) == 1
    assert "คณะทางการ, เทคโนโลยี" in calls[0].description
    assert "6 คน" in calls[0].description
    assert "อู๋ เหล่ย" in calls[0].description, "who leads"
    assert "พิม, รุ่ง" in calls[0].description, "the interpreters of both"


def test_status_follows_the_commitment(folder: Path) -> None:
    raw = text(folder, "delegates/wu.ics")
    assert "STATUS:CONFIRMED" in component(raw, "UID:ministry-call.")
    assert "STATUS:TENTATIVE" in component(raw, "UID:hall-call."), "asked for, not yet confirmed"
    assert "STATUS:CONFIRMED" in component(raw, "UID:to.ministry-call."), "the way is as firm as its aim"
    assert "STATUS:TENTATIVE" in component(raw, "UID:lunch.2017-08-16."), "a draft settles nothing"
    assert "STATUS:CONFIRMED" in component(raw, "UID:flight.f-in.")


def test_uids_outlive_a_move_of_time_place_and_title(folder: Path, tmp_path: Path) -> None:
    scenario = tiny_scenario()
    renamed = tuple(
        replace(row, name=Text("Another"), site="park") if row.id == "port-visit" else row
        for row in scenario.engagements
    )
    moved = replace(scenario, engagements=renamed)
    write_calendars(moved, tiny_plan(moved, meetings=MEETINGS), tmp_path, stamp=STAMP)
    before = [entry.uid for entry in PARSERS["vobject"](text(folder, "delegates/wu.ics"))]
    assert sorted(entry.uid for entry in PARSERS["vobject"](text(tmp_path, "delegates/wu.ics"))) == sorted(before)


def test_no_two_views_share_a_uid(folder: Path) -> None:
    uids = [entry.uid for path in folder.rglob("*.ics") for entry in PARSERS["vobject"](path.read_bytes().decode())]
    assert len(uids) == len(set(uids))


def test_a_long_id_still_gives_a_short_uid(tmp_path: Path) -> None:
    scenario = tiny_scenario(name="visit-" + "x" * 300)
    write_calendars(scenario, tiny_plan(scenario), tmp_path, stamp=STAMP)
    uids = [entry.uid for entry in PARSERS["vobject"](text(tmp_path, "delegates/wu.ics"))]
    assert len(set(uids)) == len(uids)
    assert all(8 <= len(uid) <= 200 and uid.isascii() for uid in uids)


def test_a_person_is_never_busy_twice(folder: Path) -> None:
    for path in (*folder.glob("delegates/*.ics"), *folder.glob("interpreters/*.ics"), *folder.glob("vehicles/*.ics")):
        busy = busy_spans(path)
        assert busy
        assert all(end <= start for (_, end), (start, _) in pairwise(busy)), path.name


def busy_spans(path: Path) -> list[tuple[Any, Any]]:
    import vobject

    events = vobject.readOne(path.read_bytes().decode()).vevent_list
    return sorted((event.dtstart.value, event.dtend.value) for event in events if event.transp.value == "OPAQUE")


def test_the_whole_delegations_calendar_makes_nobody_busy(folder: Path) -> None:
    raw = text(folder, "all.ics")
    assert "OPAQUE" not in raw
    assert "BEGIN:VALARM" not in raw
    entries = read(folder, "all.ics")
    assert entries["to.port-visit.gov"].summary.startswith("官方团")
    assert {entries["hall-call"].start, local(1, "15:00")} == {local(1, "15:00")}


def test_the_same_plan_and_stamp_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    scenario = tiny_scenario()
    for path in write_calendars(scenario, tiny_plan(scenario, meetings=MEETINGS), tmp_path, stamp=STAMP):
        assert path.read_bytes() == (folder / path.relative_to(tmp_path)).read_bytes()
