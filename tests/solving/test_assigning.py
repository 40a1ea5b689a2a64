"""The first assignment of delegates to tracks keeps what is fixed and what must fit."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace

import pytest

from planner.domain.engagements import Pin
from planner.domain.fleet import Track
from planner.domain.people import Delegate
from planner.domain.scenario import Scenario
from planner.model.problem import Problem
from planner.solving.assigning import Assigning
from planner.solving.constructing import assigned as first_assignment
from tests.checking.edits import with_row
from tests.handmade import tiny_scenario
from tests.handmade_people import text


def tracks_of(scenario: Scenario, seed: int = 1) -> dict[str, str] | None:
    """Track by delegate."""
    problem = Problem(scenario)
    found = Assigning(problem, seed).solve(0.05)
    return None if found is None else {who: problem.tracks[track] for who, track in found.items()}


def assigned(scenario: Scenario, seed: int = 1) -> dict[str, str]:
    found = tracks_of(scenario, seed)
    assert found is not None
    return found


def crowd(count: int, **changes: object) -> Scenario:
    """The tiny visit with more delegates of Alpha IoT, and rooms for them."""
    like = tiny_scenario().delegate["zhou"]
    more = tuple(replace(like, id=f"guest-{number}", name=text(f"Guest {number}")) for number in range(count))
    hotels = tuple(replace(hotel, rooms=60) for hotel in tiny_scenario().hotels)
    return replace(tiny_scenario(), delegates=(*tiny_scenario().delegates, *more), hotels=hotels, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", range(1, 6))
def test_everybody_is_in_one_track_and_the_fixed_in_theirs(seed: int) -> None:
    scenario = tiny_scenario()
    found = assigned(scenario, seed)
    assert set(found) == set(scenario.delegate)
    assert all(found[who.id] == who.track for who in scenario.delegates if who.track)


@pytest.mark.parametrize(("least", "most"), [(3, 4), (1, 3), (5, 6)])
def test_sizes_are_kept(least: int, most: int) -> None:
    scenario = with_row(crowd(3), "tracks", "tech", min_size=least, max_size=most)
    assert least <= Counter(assigned(scenario).values())["tech"] <= most


def test_tracks_that_are_too_small_have_no_assignment() -> None:
    scenario = with_row(crowd(40), "tracks", "tech", max_size=20)
    assert tracks_of(scenario) is None


def test_a_track_fits_what_each_must_attend() -> None:
    """Every track sees the port, which takes twenty; the official party takes nine."""
    assert max(Counter(assigned(crowd(20)).values()).values()) <= 20


@pytest.mark.parametrize("seed", range(1, 4))
@pytest.mark.parametrize("way", ["mandatory", "pinned", "pinned for a track"])
def test_what_must_be_held_is_for_a_track_that_is_not_empty(way: str, seed: int) -> None:
    spare = Track(id="spare", name=text("Spare"), min_size=0, max_size=9)
    coach = replace(tiny_scenario().vehicles[0], id="spare-coach")
    tiny = replace(tiny_scenario(), tracks=(*tiny_scenario().tracks, spare))
    delegates = tuple(replace(who, arrival="f-in", departure="f-out") for who in tiny.delegates)
    tiny = replace(tiny, vehicles=(*tiny.vehicles, coach), delegates=delegates, interests=())
    assert "spare" not in assigned(tiny, seed).values()
    asked = "yes" if way == "mandatory" else "no"
    asking = with_row(tiny, "engagements", "temple", audience=("spare",), mandatory=asked)
    track = "spare" if way == "pinned for a track" else None
    pins = (Pin(engagement="temple", track=track, state="in"),) if way != "mandatory" else ()
    assert "spare" in assigned(replace(asking, pins=pins), seed).values()


def test_who_goes_to_what_is_pinned_to_a_date_is_there_on_it() -> None:
    """All but one fly home on Wednesday; that one goes to what is pinned to Thursday, whichever track it is for."""
    scenario = tiny_scenario()
    fliers = tuple(
        replace(who, track=None, departure="f-out" if who.id == "he" else "f-early") for who in scenario.delegates
    )
    scenario = replace(scenario, delegates=fliers)
    for track in ("gov", "tech"):
        scenario = with_row(scenario, "engagements", "temple", audience=(track,))
        pins = (Pin(engagement="temple", on=dt.date(2017, 8, 17), state="in"),)
        assert assigned(replace(scenario, pins=pins))["he"] == track


def test_where_the_head_is_needed_the_head_travels_in_a_track_that_goes() -> None:
    scenario = tiny_scenario()
    scenario = with_row(scenario, "delegates", scenario.head, track=None)
    scenario = with_row(scenario, "engagements", "port-visit", audience=("tech",), mandatory="yes", head_required=True)
    others = tuple(replace(row, mandatory="no") if row.id != "port-visit" else row for row in scenario.engagements)
    assert assigned(replace(scenario, engagements=others, pins=()))[scenario.head] == "tech"


def test_what_some_track_must_attend_fits_one_of_them() -> None:
    """Of twenty delegates at most four can go to the laboratory; as all tracks are free, one is that small."""
    scenario = with_row(crowd(14), "engagements", "lab-visit", mandatory="yes", audience=("tracks",), capacity=4)
    assert min(Counter(assigned(scenario).values()).values()) <= 4


def test_a_track_with_a_wheelchair_has_a_vehicle_for_it() -> None:
    """Of two tracks one rides in the coach; the van, which is all that is left, takes no wheelchair but nine heads."""
    scenario = with_row(crowd(6), "delegates", "zhou", access="wheelchair")
    sizes = Counter(assigned(scenario).values())
    assert min(sizes.values()) <= 9


def diet(scenario: Scenario, *asking: str) -> Scenario:
    for who in asking:
        scenario = with_row(scenario, "delegates", who, diet=("halal",))
    return scenario


def test_diets_that_no_one_place_serves_together_are_kept_apart() -> None:
    """Lunch is vegetarian at the sea and halal at the riverside; the vegetarian is fixed in the official party."""
    scenario = diet(tiny_scenario(), "zhou", "he")
    scenario = with_row(scenario, "meals", "riverside-lunch", diets=("halal",))
    found = assigned(replace(scenario, meals=(*scenario.meals, replace(scenario.meals[2], id="inn", diets=("halal",)))))
    assert (found["lin"], found["zhou"], found["he"]) == ("gov", "tech", "tech")


def test_who_shares_a_room_shares_a_track_where_nothing_speaks_against_it() -> None:
    delegates: tuple[Delegate, ...] = tuple(
        replace(who, arrival="f-in", departure="f-out", organisation="alpha-iot") for who in tiny_scenario().delegates
    )
    found = assigned(replace(tiny_scenario(), delegates=delegates))
    assert found["xu"] == found["he"]


def test_competitors_travel_apart() -> None:
    scenario = with_row(tiny_scenario(), "organisations", "alpha-iot", competitors=("gamma-port",))
    found = assigned(scenario)
    assert found["he"] not in (found["zhou"], found["xu"])


def test_a_track_fits_the_rooms_of_one_hotel() -> None:
    """Each of two hotels has five rooms; only two delegates share one."""
    scenario = tiny_scenario(stays=())
    hotels = tuple(replace(hotel, rooms=5) for hotel in (*scenario.hotels, replace(scenario.hotels[0], id="annex")))
    scenario = replace(crowd(3), hotels=hotels)
    assert max(Counter(assigned(scenario).values()).values()) <= 6


def speaking(*languages: str, count: int = 4) -> Scenario:
    """A crowd whose delegates, all alike in anything else, speak one language or another in turn; one interpreter for
    each, who speaks Thai too."""
    base = crowd(count, interests=())
    delegates = tuple(
        replace(who, track=None, organisation="alpha-iot", languages=(languages[number % len(languages)],))
        for number, who in enumerate(base.delegates)
    )
    team = tuple(
        replace(base.interpreters[0], id=f"of-{language}", languages=(language, "th", "en"))
        for language in dict.fromkeys(languages)
    )
    return replace(base, delegates=delegates, interpreters=team)


@pytest.mark.parametrize("seed", range(1, 5))
def test_who_needs_another_interpreter_travels_in_another_track(seed: int) -> None:
    scenario = speaking("fr", "zh")
    found = assigned(scenario, seed)
    for track in ("gov", "tech"):
        assert len({scenario.delegate[who].languages for who in found if found[who] == track}) == 1


def test_an_interpreter_of_two_languages_lets_them_travel_together() -> None:
    scenario = speaking("fr", "zh")
    both = tuple(replace(one, languages=("fr", "zh", "th", "en")) for one in scenario.interpreters)
    free = replace(scenario, interpreters=both)
    mixed = {
        frozenset(free.delegate[who].languages for who, track in assigned(free, seed).items() if track == "gov")
        for seed in range(1, 9)
    }
    assert frozenset({("fr",), ("zh",)}) in mixed


def test_where_interpreters_do_not_suffice_for_all_tracks_delegates_are_in_tracks_all_the_same() -> None:
    """Two speakers of French are fixed to two tracks, and one interpreter speaks it."""
    scenario = speaking("fr", "zh")
    french = [who.id for who in scenario.delegates if who.languages == ("fr",)]
    scenario = with_row(with_row(scenario, "delegates", french[0], track="gov"), "delegates", french[1], track="tech")
    assert tracks_of(scenario) is None
    found = first_assignment(Problem(scenario), 1)
    assert found is not None
    assert set(found.assignment) == set(scenario.delegate)


def test_languages_change_nothing_where_all_share_one() -> None:
    shared = speaking("zh", "zh")
    several = tuple(
        replace(who, languages=("zh", "en") if number % 2 else ("zh",)) for number, who in enumerate(shared.delegates)
    )
    assert assigned(replace(shared, delegates=several)) == assigned(shared)


def test_different_seeds_give_different_assignments() -> None:
    tracks = tuple(Track(id=name, name=text(name), max_size=20) for name in ("gov", "one", "two", "three"))
    coaches = tuple(replace(tiny_scenario().vehicles[1], id=f"coach-{number}") for number in range(4))
    scenario = crowd(12, tracks=tracks, vehicles=coaches)
    assert len({tuple(sorted(assigned(scenario, seed).items())) for seed in range(1, 7)}) > 1
