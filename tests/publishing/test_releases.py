"""Three releases of the tiny visit: the first; the port moved and the laboratory dropped; a delegate leaves early."""

from __future__ import annotations

import csv
import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest
import vobject

from planner.comparing.occasions import Party
from planner.domain.columns import Text
from planner.domain.faults import Faulty
from planner.publishing import Release, Unlawful, publish, verify_release
from planner.reading import folder_digest, scenario_digest
from planner.rendering.documents import write_documents
from planner.rendering.visit import Visit
from tests.handmade import at, tiny_plan, tiny_scenario
from tests.publishing.visits import (
    FIRST,
    child_of,
    lawful,
    no_papers,
    on_day,
    port_moved,
    release_all,
    three_plans,
    write_plan,
)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("base")


@pytest.fixture(scope="module")
def plans(base: Path) -> list[Path]:
    return three_plans(base)


@pytest.fixture(scope="module")
def made(base: Path, plans: list[Path]) -> list[Release]:
    return release_all(plans, base / "releases")


def events(release: Release, name: str, kind: str = "calendars") -> dict[str, str]:
    """The events of a file as written, by the key in the UID."""
    raw = (release.folder / kind / name).read_bytes().decode()
    found = {}
    for part in raw.split("\r\nBEGIN:VEVENT\r\n")[1:]:
        event = part.partition("END:VEVENT")[0]
        uid = next(line for line in event.replace("\r\n ", "").split("\r\n") if line.startswith("UID:"))
        found[uid.removeprefix("UID:").partition(f".{name.split('/')[0].removesuffix('s')}")[0]] = event
    return found


def test_releases_are_numbered_folders_that_hold_everything(made: list[Release]) -> None:
    assert [release.folder.name for release in made] == ["0001", "0002", "0003"]
    for release in made:
        for name in ("plan.json", "scenario/scenario.toml", "calendars/all.ics", "manifest.json"):
            assert (release.folder / name).is_file()


def test_a_first_release_is_news_to_nobody(made: list[Release]) -> None:
    assert made[0].changes == ()
    assert made[0].tellings == ()
    assert not (made[0].folder / "updates").exists()
    assert not (made[0].folder / "cancelled").exists()


def test_what_did_not_change_is_equal_byte_for_byte(made: list[Release]) -> None:
    first, second = (events(release, "delegates/zhou.ics") for release in made[:2])
    changed = {key for key in first if first[key] != second[key]}
    # The ride to the dinner now starts at the airport; the laboratory and the ride there are withdrawn.
    assert changed == {"lab-visit", "to.lab-visit", "to.welcome-dinner", "port-visit"}, "and no more"
    assert events(made[1], "delegates/zhou.ics") == events(made[2], "delegates/zhou.ics")


def test_sequence_is_ten_times_the_release_of_the_last_change(made: list[Release]) -> None:
    sequences = [events(release, "delegates/lin.ics") for release in made]
    assert ["SEQUENCE:10" in held["ministry-call"] for held in sequences] == [True, True, True]
    assert [f"SEQUENCE:{n}" in held["port-visit"] for n, held in zip((10, 20, 30), sequences, strict=True)] == [
        True
    ] * 3
    assert "DTSTAMP:20170811T030000Z\r\n" in sequences[1]["port-visit"]
    assert "LAST-MODIFIED:20170811T030000Z\r\n" in sequences[1]["port-visit"]


def test_what_is_withdrawn_stays_as_a_tombstone(made: list[Release]) -> None:
    for release in made[1:]:
        tombstone = events(release, "delegates/zhou.ics")["lab-visit"]
        for line in ("STATUS:CANCELLED", "TRANSP:TRANSPARENT", "SEQUENCE:20", "zh-CN:已取消: 物联网实验室"):
            assert line in tombstone.replace("\r\n ", "")
        assert "VALARM" not in tombstone


def test_a_host_with_nothing_left_gets_a_file_of_tombstones(made: list[Release]) -> None:
    assert ["STATUS:CANCELLED" in event for event in events(made[1], "hosts/iot-institute.ics").values()] == [True]


def test_update_files_hold_only_what_changed(made: list[Release]) -> None:
    assert set(events(made[1], "delegates/wu.ics", "updates")) == {"port-visit"}
    assert not (made[2].folder / "updates/delegates/wu.ics").exists()


def test_cancel_files_withdraw_one_event_each(made: list[Release]) -> None:
    folder = made[2].folder / "cancelled/delegates/lin"
    names = {path.name for path in folder.iterdir()}
    assert {"port-visit.ics", "night.2017-08-16.ics", "flight.f-out.ics"} <= names
    for path in folder.iterdir():
        calendar = vobject.readOne(path.read_bytes().decode())
        assert calendar.method.value == "CANCEL"
        assert [event.status.value for event in calendar.vevent_list] == ["CANCELLED"]
        assert [event.sequence.value for event in calendar.vevent_list] == ["30"]


def test_tombstones_go_when_the_visit_is_over(base: Path, plans: list[Path], tmp_path: Path) -> None:
    releases = tmp_path / "releases"
    release_all(plans[:2], releases)
    last = publish(plans[2], releases, now=dt.datetime(2017, 8, 20, tzinfo=dt.UTC), write_papers=no_papers)
    assert "lab-visit" not in events(last, "delegates/zhou.ics")
    assert "STATUS:CANCELLED" in events(last, "delegates/lin.ics")["port-visit"], "withdrawn just now"


def test_a_visit_of_long_ago_keeps_its_tombstones_and_is_not_urgent(plans: list[Path], tmp_path: Path) -> None:
    today = dt.datetime(2027, 1, 1, tzinfo=dt.UTC)
    made = [publish(plan, tmp_path / "releases", now=today, write_papers=no_papers) for plan in plans]
    assert "STATUS:CANCELLED" in events(made[2], "delegates/zhou.ics")["lab-visit"]
    assert "telephone" not in {row.channel for row in made[1].tellings}


def test_only_those_touched_are_told(made: list[Release]) -> None:
    assert {(row.kind, row.id) for row in made[2].tellings} == {("delegate", "lin")}
    notices = {path.name for path in (made[2].folder / "documents/changes").iterdir()}
    assert notices == {"delegate-lin.zh.html", "delegate-lin.zh.txt", "whom-to-tell.csv"}
    touched = {party for change in made[1].changes for party in change.parties}
    assert Party("interpreter", "rung") not in touched
    assert Party("vehicle", "van-1") not in touched


def test_a_notice_strikes_the_old_and_says_the_new(made: list[Release]) -> None:
    folder = made[1].folder / "documents/changes"
    text = (folder / "delegate-wu.zh.txt").read_text(encoding="utf-8")
    assert "变更: 港口考察 | 8月17日（周四）09:30–11:00，港口 → 8月17日（周四）09:20–10:50，港口" in text
    assert "note 2" in text
    page = (folder / "delegate-wu.zh.html").read_text(encoding="utf-8")
    assert "<del>8月17日（周四）09:30–11:00" in page
    assert "<ins>8月17日（周四）09:20–10:50" in page


def test_a_notice_tells_flights_by_the_clocks_of_both_ends(made: list[Release]) -> None:
    text = (made[2].folder / "documents/changes/delegate-lin.zh.txt").read_text(encoding="utf-8")
    assert "20:30–00:20 (+1)" in text


def test_documents_are_told_of_the_changes(plans: list[Path], tmp_path: Path) -> None:
    visits: list[Visit] = []

    def write_papers(visit: Visit, _folder: Path) -> None:
        visits.append(visit)

    for plan in plans[:2]:
        publish(plan, tmp_path / "releases", now=FIRST, write_papers=write_papers)
    assert [(len(visit.changes), visit.before is None) for visit in visits] == [(0, True), (4, False)]
    assert visits[1].stamp.release == "2"
    assert visits[1].stamp.as_of == dt.datetime(2017, 8, 10, 10, 0, 1), "local time; later than the release before"


def test_papers_bear_the_secret_address_of_each_delegates_page(plans: list[Path], tmp_path: Path) -> None:
    pages: list[dict[str, str]] = []

    def write_papers(visit: Visit, _folder: Path) -> None:
        pages.append(dict(visit.stamp.pages))

    for plan in plans[:2]:
        address = "https://visit.example.org/"
        publish(plan, tmp_path / "releases", now=FIRST, write_papers=write_papers, address=address)
    assert pages[0] == pages[1]
    assert pages[0]["wu"].startswith("https://visit.example.org/feeds/")
    assert len(set(pages[0].values())) == 6


def test_a_line_of_the_officers_list_says_how_to_reach_somebody_without_any_address(made: list[Release]) -> None:
    alone = replace(made[1].tellings[0], name="Wu", organisation="", channel="in person", address="", changes=2)
    assert str(alone).startswith("Wu, in person: 2 changes from ")
    assert str(replace(alone, channel="mail", address="wu@x.cn")).startswith("Wu, by mail wu@x.cn: ")


def test_the_officers_list_says_whom_to_tell_and_how(made: list[Release]) -> None:
    raw = (made[1].folder / "documents/changes/whom-to-tell.csv").read_bytes()
    rows = {row["id"]: row for row in csv.DictReader(raw.decode("utf-8-sig").splitlines())}
    assert rows["wu"]["channel"] == "mail"
    assert rows["wu"]["address"] == "wu@example.org"
    assert (rows["coach-1"]["channel"], rows["coach-1"]["name"]) == ("messenger", "Boon")
    assert rows["zhou"]["channel"] == "liaison", "no address of his own"


def test_what_is_urgent_is_told_by_telephone(base: Path, plans: list[Path], tmp_path: Path) -> None:
    release_all(plans[:1], tmp_path / "releases")
    evening = dt.datetime(2017, 8, 14, 13, tzinfo=dt.UTC)
    late = publish(plans[1], tmp_path / "releases", now=evening, write_papers=no_papers)
    channels = {row.id: row.channel for row in late.tellings}
    assert channels["coach-1"] == "telephone", "his first ride is tomorrow noon"
    assert channels["wu"] == "mail", "the port is in three days"


def test_the_same_plan_again_changes_nothing(plans: list[Path], tmp_path: Path) -> None:
    first = publish(plans[0], tmp_path / "releases", now=FIRST, write_papers=no_papers)
    again = publish(plans[0], tmp_path / "releases", now=FIRST, write_papers=no_papers)
    assert (again.number, again.entries, again.withdrawn, again.tellings) == (2, 0, 0, ())
    for path in (first.folder / "calendars").rglob("*.ics"):
        assert path.read_bytes() == (again.folder / path.relative_to(first.folder)).read_bytes()


def test_what_comes_back_is_the_same_item_with_a_higher_number(plans: list[Path], tmp_path: Path) -> None:
    releases = tmp_path / "releases"
    release_all(plans[:2], releases)
    scenario = tiny_scenario()
    second = lawful(scenario, child_of(lawful(scenario, tiny_plan(scenario)), scenario.clock, port_moved_of(scenario)))
    back = lawful(scenario, child_of(second, scenario.clock, tiny_plan(scenario)))
    third = publish(write_plan(tmp_path / "back", scenario, back), releases, now=FIRST, write_papers=no_papers)
    event = events(third, "delegates/zhou.ics")["lab-visit"]
    assert "SEQUENCE:30" in event
    assert "STATUS:TENTATIVE" in event


def port_moved_of(scenario):  # type: ignore[no-untyped-def]
    return port_moved(lawful(scenario, tiny_plan(scenario)))


def test_an_unlawful_plan_is_refused(tmp_path: Path) -> None:
    scenario = tiny_scenario()

    def too_early(day):  # type: ignore[no-untyped-def]
        times = {"start": at(2, "07:00"), "end": at(2, "08:30")}
        return replace(day, items=tuple(replace(i, **times) if i.key == "port-visit" else i for i in day.items))

    plan = lawful(scenario, on_day(tiny_plan(scenario), "gov", 2, too_early))
    folder = write_plan(tmp_path / "plan", scenario, plan)
    with pytest.raises(Unlawful, match="engagements_lie_within_opening_hours"):
        publish(folder, tmp_path / "releases", now=FIRST, write_papers=no_papers)
    assert not (tmp_path / "releases").exists()


def test_a_scenario_changed_after_solving_is_refused(tmp_path: Path) -> None:
    scenario = tiny_scenario()
    folder = write_plan(tmp_path / "plan", scenario, tiny_plan(scenario))
    with pytest.raises(Faulty, match="digest"):
        publish(folder, tmp_path / "releases", now=FIRST, write_papers=no_papers)


def test_every_missing_translation_is_refused_at_once(tmp_path: Path) -> None:
    scenario = tiny_scenario(title=Text("A visit", "", "访问"))
    tracks = tuple(replace(track, name=Text("Track", "", "")) for track in scenario.tracks)
    scenario = replace(scenario, tracks=tracks)
    folder = write_plan(tmp_path / "plan", scenario, lawful(scenario, tiny_plan(scenario)))
    with pytest.raises(Faulty) as refused:
        publish(folder, tmp_path / "releases", now=FIRST, write_papers=no_papers)
    missing = {(fault.where, fault.found) for fault in refused.value.faults}
    assert ("scenario.toml, delegation", "no name_th") in missing
    assert {("tracks, gov", "no name_th"), ("tracks, gov", "no name_zh"), ("tracks, tech", "no name_zh")} <= missing


def test_a_plan_made_from_an_older_release_is_refused(plans: list[Path], tmp_path: Path) -> None:
    releases = tmp_path / "releases"
    release_all(plans[:2], releases)
    scenario = tiny_scenario()
    stale = lawful(scenario, child_of(lawful(scenario, tiny_plan(scenario)), scenario.clock, tiny_plan(scenario)))
    for folder in (plans[0], write_plan(tmp_path / "stale", scenario, stale)):
        with pytest.raises(Faulty, match="release 1"):
            publish(folder, releases, now=FIRST, write_papers=no_papers)


def test_a_folder_that_holds_something_else_is_refused(plans: list[Path], tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("not ours")
    with pytest.raises(Faulty, match="no releases"):
        publish(plans[0], tmp_path, now=FIRST, write_papers=no_papers)


def test_a_failing_document_leaves_no_release(plans: list[Path], tmp_path: Path) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("no ink")

    with pytest.raises(RuntimeError, match="no ink"):
        publish(plans[0], tmp_path / "releases", now=FIRST, write_papers=fail)
    assert [path.name for path in (tmp_path / "releases").iterdir() if path.is_dir()] == []
    made = publish(plans[0], tmp_path / "releases", now=FIRST, write_papers=no_papers)
    assert made.number == 1


def test_the_ledger_is_made_again_from_the_releases(made: list[Release], plans: list[Path], tmp_path: Path) -> None:
    releases = tmp_path / "releases"
    release_all(plans[:2], releases)
    (releases / "ledger.sqlite").unlink()
    third = publish(plans[2], releases, now=FIRST + dt.timedelta(days=2), write_papers=no_papers, note="note 3")
    assert third.number == 3
    for path in (made[2].folder / "calendars").rglob("*.ics"):
        assert path.read_bytes() == (third.folder / path.relative_to(made[2].folder)).read_bytes()


def test_an_archived_release_verifies(made: list[Release]) -> None:
    for release in made:
        assert verify_release(release.folder) == ()


def copied(release: Release, target: Path) -> Path:
    import shutil

    shutil.copytree(release.folder, target)
    for path in target.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    return target


def test_a_changed_a_missing_and_an_added_file_are_found(made: list[Release], tmp_path: Path) -> None:
    folder = copied(made[2], tmp_path / "copy")
    (folder / "plan.json").write_bytes((folder / "plan.json").read_bytes() + b" ")
    (folder / "ledger.json").unlink()
    (folder / "extra.txt").write_text("")
    found = {(one.fact("file"), one.fact("found")) for one in verify_release(folder)}
    assert found == {("plan.json", "changed"), ("ledger.json", "missing"), ("extra.txt", "added")}


def test_a_calendar_unlike_its_plan_is_found(made: list[Release], tmp_path: Path) -> None:
    folder = copied(made[2], tmp_path / "copy")
    path = folder / "calendars/delegates/wu.ics"
    path.write_bytes(path.read_bytes().replace(b"T092000", b"T092500").replace(b"UID:lunch", b"UID:brunch"))
    found = [one for one in verify_release(folder) if one.rule == "calendars_say_what_the_plan_says"]
    assert {one.fact("entry").split(".delegate")[0] for one in found} == {
        "port-visit",
        "lunch.2017-08-16",
        "lunch.2017-08-17",
        "brunch.2017-08-16",
        "brunch.2017-08-17",
    }


def test_a_manifest_written_anew_is_found_by_the_ledger(made: list[Release], plans: list[Path], tmp_path: Path) -> None:
    (release,) = release_all(plans[:1], tmp_path / "releases")
    path = release.folder / "manifest.json"
    path.chmod(0o644)
    path.write_text(json.dumps(json.loads(path.read_text()) | {"note": "another"}))
    assert [one.fact("file") for one in verify_release(release.folder)] == ["manifest.json"]


def test_the_manifest_says_what_the_release_is_made_of(made: list[Release]) -> None:
    manifest = json.loads((made[1].folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["release"] == 2
    assert manifest["note"] == "note 2"
    assert manifest["plan"]["parents"]
    assert {"program", "solver", "python", "icalendar"} == set(manifest["made_by"])
    assert "calendars/all.ics" in manifest["files"]


def test_notices_are_typeset_where_asked(plans: list[Path], tmp_path: Path) -> None:
    releases = tmp_path / "releases"
    release_all(plans[:2], releases)
    later = FIRST + dt.timedelta(days=2)
    third = publish(plans[2], releases, now=later, write_papers=no_papers, formats=("html", "pdf"))
    assert (third.folder / "documents/changes/delegate-lin.zh.pdf").read_bytes().startswith(b"%PDF-")


def write_readers_papers(visit: Visit, folder: Path) -> None:
    only = ("programme", "pocket", "driver", "host")
    write_documents(visit.scenario, visit.plan, folder, visit.stamp, processes=1, formats=("html",), only=only)


@pytest.fixture(scope="module")
def on_paper(plans: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Release:
    releases = tmp_path_factory.mktemp("on-paper") / "releases"
    return publish(plans[0], releases, now=FIRST, write_papers=write_readers_papers)


def test_documents_read_back_say_what_the_plan_says(on_paper: Release) -> None:
    names = {path.parent.name for path in (on_paper.folder / "documents").rglob("*.html")}
    assert names == {"documents", "pocket", "drivers", "hosts"}
    assert verify_release(on_paper.folder) == ()


@pytest.mark.parametrize(
    ("name", "old", "new", "entry"),
    [
        ("programme.zh.html", "09:30–11:00", "09:30–11:05", "port-visit"),
        ("pocket/wu.zh.html", "港口考察", "港口考查", "port-visit"),
        ("pocket/lin.zh.html", "09:30", "09:20", "port-visit"),
        ("drivers/coach-1.2017-08-17.th.html", "09.", "08.", "to/port-visit"),
        ("hosts/port-authority.th.html", "09.30", "09.20", "port-visit"),
    ],
)
def test_a_document_unlike_its_plan_is_found(
    on_paper: Release, tmp_path: Path, name: str, old: str, new: str, entry: str
) -> None:
    folder = copied(on_paper, tmp_path / "copy")
    path = folder / "documents" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    found = [one for one in verify_release(folder) if one.rule == "documents_say_what_the_plan_says"]
    assert entry in {one.fact("entry") for one in found}
    assert {one.fact("file") for one in found} == {f"documents/{name}"}


def test_a_plan_of_an_older_program_is_known_by_its_files(tmp_path: Path) -> None:
    scenario = tiny_scenario()
    folder = write_plan(tmp_path / "plan", scenario, lawful(scenario, tiny_plan(scenario)))
    settings = folder / "scenario/scenario.toml"
    shorter = [line for line in settings.read_text(encoding="utf-8").splitlines() if "wait_minutes" not in line]
    settings.write_text("\n".join(shorter) + "\n", encoding="utf-8")
    plan = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    plan["scenario"]["sha256"] = folder_digest(folder / "scenario")
    assert plan["scenario"]["sha256"] != scenario_digest(scenario)
    (folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    made = publish(folder, tmp_path / "releases", now=FIRST, write_papers=no_papers)
    assert verify_release(made.folder) == ()
