from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from planner.examples.names import is_refused, stems
from planner.examples.roster import Roster, draw_roster

REFERENCE = Path(__file__).parents[2] / "scenarios" / "shenzhen-2017"
ARRIVALS = {"szx-bkk-morning": 74, "hkg-bkk-morning": 10, "szx-dmk-midday": 5, "szx-bkk-afternoon": 11}
DEPARTURES = {"bkk-szx-afternoon": 96, "bkk-szx-friday": 4}


@pytest.fixture(scope="module")
def roster() -> Roster:
    return draw_roster(2017, 120, 18, ARRIVALS, DEPARTURES)


def reference(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((REFERENCE / f"{name}.csv").read_text(encoding="utf-8").splitlines()))


def test_the_reference_delegation_is_this_roster(roster: Roster) -> None:
    drawn = [{key: value for key, value in row.items() if value} for row in roster.delegates]
    assert [{key: value for key, value in row.items() if value} for row in reference("delegates")] == drawn


def test_the_reference_firms_are_of_this_roster(roster: Roster) -> None:
    visitors = [row["id"] for row in reference("organisations") if row["side"] == "visitor"]
    assert visitors == [row["id"] for row in roster.organisations]


def test_the_head_comes_first_and_delegates_follow_in_order_of_rank_within_each_party(roster: Roster) -> None:
    official = [int(row["rank"]) for row in roster.delegates if row.get("track") == "official"]
    business = [int(row["rank"]) for row in roster.delegates if row.get("track") != "official"]
    assert official[0] == 1
    assert (len(official), len(business)) == (18, 120)
    assert official == sorted(official)
    assert business == sorted(business)


def test_two_thirds_of_the_firms_send_one_person(roster: Roster) -> None:
    sizes = Counter(Counter(row["organisation"] for row in roster.delegates if "track" not in row).values())
    # 84 firms; 7 percent send three (6), the rest of the 120 two (24), so 54 send one
    assert sizes == {1: 54, 2: 24, 3: 6}


def test_rooms_are_shared_mutually_within_a_firm(roster: Roster) -> None:
    by_id = {row["id"]: row for row in roster.delegates}
    sharing = [row for row in roster.delegates if row.get("room_with")]
    assert sharing
    for row in sharing:
        other = by_id[row["room_with"]]
        assert (other["room_with"], other["organisation"]) == (row["id"], row["organisation"])


def test_firms_and_persons_are_marked_as_fictional_in_three_languages(roster: Roster) -> None:
    firms = [row for row in roster.organisations if row["id"].startswith("v-")]
    for row in (*firms, *roster.delegates):
        assert row["name_en"].endswith("(fictional)")
        assert row["name_th"].endswith("(สมมติ)")
        assert row["name_zh"].endswith("（虚构）")


def test_competitors_name_each_other_in_one_sector(roster: Roster) -> None:
    by_id = {row["id"]: row for row in roster.organisations}
    competing = [row for row in roster.organisations if row.get("competitors")]
    assert competing
    for row in competing:
        other = by_id[row["competitors"]]
        assert (other["competitors"], other["sector"]) == (row["id"], row["sector"])


def test_each_firm_has_two_to_four_interests(roster: Roster) -> None:
    counts = Counter(row["organisation"] for row in roster.interests)
    assert set(counts) == {row["id"] for row in roster.organisations}
    assert set(counts.values()) <= {2, 3, 4}


def test_stems_of_real_firms_are_refused() -> None:
    assert is_refused("川源", "chuanyuan")
    assert is_refused("通拓", "tongtuo")
    assert not is_refused("岚驰", "lanchi")


def test_no_two_stems_sound_alike() -> None:
    sounds = [stem["pinyin"] for stem in stems(Random(1))]
    assert len(sounds) == len(set(sounds))
    assert "Chuanyuan" not in sounds
