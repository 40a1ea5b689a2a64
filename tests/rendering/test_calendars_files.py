"""Calendar files keep to what real clients accept, whatever the tables hold."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest

from planner.domain.columns import Text
from planner.domain.scenario import Scenario
from planner.rendering.calendars import write_calendars
from planner.rendering.calendars.event import Event, Moment, Published, event_from_json
from planner.rendering.calendars.files import snapshot, withdrawal
from planner.rendering.calendars.readers import Reader
from tests.handmade import tiny_plan, tiny_scenario
from tests.rendering.calendars_read import PARSERS

STAMP = dt.datetime(2017, 8, 1, 12, tzinfo=dt.UTC)
HOSTILE = (
    "Wu\r\nEND:VEVENT\r\nBEGIN:VEVENT\nSUMMARY:x;y,z\\q\t\u2028\u202e\x00=1+1 <b>&amp; 喆镕 กำ" + "ก" * 90 + "e\u0301"
)
FORBIDDEN = (
    "ATTENDEE",
    "ORGANIZER",
    "DURATION:",
    "RRULE",
    "RDATE",
    "TZURL",
    "RECURRENCE-ID",
    "X-ALT-DESC",
    "X-APPLE-STRUCTURED-LOCATION",
    "STYLED-DESCRIPTION",
    "ATTACH",
)


def unfolded(raw: bytes) -> list[str]:
    return raw.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def hostile_scenario() -> Scenario:
    scenario = tiny_scenario(title=Text(HOSTILE))
    return replace(
        scenario,
        delegates=tuple(replace(row, name=Text(HOSTILE, zh=HOSTILE)) for row in scenario.delegates),
        engagements=tuple(replace(row, name=Text(HOSTILE), notes=Text(HOSTILE)) for row in scenario.engagements),
        sites=tuple(replace(row, address=Text(HOSTILE), phone=HOSTILE) for row in scenario.sites),
        flights=tuple(replace(row, number=HOSTILE) for row in scenario.flights),
    )


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    scenario = tiny_scenario()
    return write_calendars(scenario, tiny_plan(scenario), tmp_path_factory.mktemp("plain"), stamp=STAMP)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    scenario = hostile_scenario()
    return write_calendars(scenario, tiny_plan(scenario), tmp_path_factory.mktemp("hostile"), stamp=STAMP)


@pytest.fixture(params=["plain", "hostile"])
def files(request: pytest.FixtureRequest) -> list[Path]:
    return list(request.getfixturevalue(request.param))


def test_lines_end_in_crlf_and_are_folded_at_75_octets(files: list[Path]) -> None:
    for path in files:
        raw = path.read_bytes()
        assert not raw.startswith(b"\xef\xbb\xbf")
        assert raw.endswith(b"END:VCALENDAR\r\n")
        assert not re.search(rb"(?<!\r)\n|\r(?!\n)|\t|\x00", raw)
        for line in raw.split(b"\r\n"):
            assert len(line) <= 75
            line.decode()  # a cut character would not decode


def test_the_head_of_a_file_is_in_the_order_clients_want(files: list[Path]) -> None:
    for path in files:
        lines = unfolded(path.read_bytes())
        head = [re.split("[;:]", line)[0] for line in lines[1 : lines.index("BEGIN:VTIMEZONE")]]
        assert head[:4] == ["VERSION", "PRODID", "CALSCALE", "METHOD"]
        several = lines.count("BEGIN:VEVENT") > 1
        assert ("NAME" in head, "X-WR-CALNAME" in head) == (several, several)
        assert "METHOD:PUBLISH" in lines
        assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H" in lines
        assert "X-PUBLISHED-TTL:PT1H" in lines


def test_no_file_holds_what_clients_stumble_over(files: list[Path]) -> None:
    for path in files:
        for line in unfolded(path.read_bytes()):
            assert not line.startswith(FORBIDDEN)
            assert unicodedata.is_normalized("NFC", line)
            assert not any(0x202A <= ord(char) <= 0x202E for char in line)


def test_every_event_carries_what_it_must(files: list[Path]) -> None:
    for path in files:
        for event in "\r\n".join(unfolded(path.read_bytes())).split("\r\nBEGIN:VEVENT\r\n")[1:]:
            for name in ("UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "STATUS", "DTSTART", "DTEND", "TRANSP"):
                assert len(re.findall(rf"(?:^|\n){name}[;:]", event)) == 1, (path, name)
            free = "TRANSP:TRANSPARENT" in event
            assert ("BUSYSTATUS:FREE" in event) is free
            assert event.count("BEGIN:VALARM") <= 1
            assert "VALUE=DATE:" not in event or (free and "VALARM" not in event)


def test_zones_in_a_file_are_those_it_uses(files: list[Path]) -> None:
    for path in files:
        lines = unfolded(path.read_bytes())
        used = {zone for line in lines for zone in re.findall(r"^DT(?:START|END);TZID=([^:]+)", line)}
        assert {line.removeprefix("TZID:") for line in lines if line.startswith("TZID:")} == used
        assert "DTSTART:19700101T000000" in lines


def test_hostile_names_stay_texts_of_one_line(hostile: list[Path]) -> None:
    for path in hostile:
        raw = path.read_bytes().decode()
        first, *others = (sorted(parse(raw), key=lambda entry: entry.uid) for parse in PARSERS.values())
        assert raw.count("\r\nBEGIN:VEVENT") == len(first)
        assert all(other == first for other in others)
        assert all("\n" not in entry.summary + entry.location for entry in first)


def test_a_hostile_title_is_read_back_as_written(hostile: list[Path]) -> None:
    expected = "Wu END:VEVENT BEGIN:VEVENT SUMMARY:x;y,z\\q =1+1 <b>&amp; 喆镕 กำ" + "ก" * 90 + "\u00e9"
    titles = {entry.summary for entry in PARSERS["ical"](hostile[1].read_bytes().decode())}
    assert expected in titles


@pytest.mark.parametrize("id", ["../x", "a/b", "", "A", ".", "x\n"])
def test_an_id_cannot_lead_out_of_the_folder(id: str) -> None:
    with pytest.raises(ValueError, match="not an id"):
        Reader("delegate", id)


def entry(start: Moment | dt.date, end: Moment | dt.date, **rest: object) -> Published:
    event = Event(key="call", summary="Call", start=start, end=end, **rest)  # type: ignore[arg-type]
    return Published(event=event, uid="call.all@tiny.planner", sequence=20, changed=STAMP)


def test_a_zone_that_changes_its_clock_during_the_visit_is_right_before_and_after() -> None:
    def berlin(day: int, hour: int) -> Moment:
        return Moment(dt.datetime(2017, 10, day, hour), "Europe/Berlin")

    before, after = entry(berlin(28, 9), berlin(28, 10)), entry(berlin(30, 9), berlin(30, 10))
    raw = snapshot("Visit", "en", "Europe/Berlin", [before, replace(after, uid="other.all@tiny.planner")])
    # Summer time ended on 29 October 2017 at 03:00: +02:00 before, +01:00 after.
    assert [read.start for read in PARSERS["vobject"](raw.decode())] == [
        dt.datetime(2017, 10, 28, 7, tzinfo=dt.UTC),
        dt.datetime(2017, 10, 30, 8, tzinfo=dt.UTC),
    ]
    assert b"DTSTART:20171029T030000" in raw


def test_a_withdrawal_cancels_one_event_and_names_an_organizer() -> None:
    when = Moment(dt.datetime(2017, 8, 15, 9), "Asia/Bangkok"), Moment(dt.datetime(2017, 8, 15, 10), "Asia/Bangkok")
    cancelled = entry(*when, alarm=15)
    gone = replace(cancelled, event=cancelled.event.cancelled("CANCELLED"))
    lines = unfolded(withdrawal("en", "office@example.org", gone))
    assert "METHOD:CANCEL" in lines
    assert "ORGANIZER:mailto:office@example.org" in lines
    assert "STATUS:CANCELLED" in lines
    assert "SEQUENCE:20" in lines
    assert "SUMMARY;LANGUAGE=en:CANCELLED: Call" in lines
    assert "TRANSP:TRANSPARENT" in lines
    assert "BEGIN:VALARM" not in lines


def test_a_calendar_without_events_is_refused() -> None:
    with pytest.raises(ValueError, match="without events"):
        snapshot("Visit", "en", "Asia/Bangkok", [])


def test_an_event_survives_the_ledger() -> None:
    moment = Moment(dt.datetime(2017, 8, 15, 9), "Asia/Bangkok")
    for event in (
        Event(key="a", summary="ก; 喆", start=moment, end=moment, geo=(13.1, 100.9), alarm=5, status="TENTATIVE"),
        Event(key="b", summary="", start=dt.date(2017, 8, 15), end=dt.date(2017, 8, 16), busy=False),
    ):
        assert event_from_json(event.to_json()) == event
        assert replace(event, summary="other").to_json() != event.to_json()


@pytest.mark.parametrize("parser", ["vobject", "ical"])  # ics.py turns an escaped backslash before n into a line break
def test_a_backslash_before_an_n_is_no_line_break(parser: str) -> None:
    when = Moment(dt.datetime(2017, 8, 15, 9), "Asia/Bangkok"), Moment(dt.datetime(2017, 8, 15, 10), "Asia/Bangkok")
    raw = snapshot("Visit", "en", "Asia/Bangkok", [entry(*when, description="\\new\nline")])
    assert PARSERS[parser](raw.decode())[0].description == "\\new\nline"
