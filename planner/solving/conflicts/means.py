"""What is said of coaches, rooms, meals, interpreters, days and provinces where they are part of a conflict."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from planner.domain.clock import time_text
from planner.domain.counting import counted
from planner.domain.scenario import Scenario
from planner.solving.conflicts.parts import SEATS, Part, dates_alike, fleet_on

Where = Callable[[str, str, str], str]
"""Names the cell of (table, key, column); an empty table stands for the keys of scenario.toml."""
Told = tuple[str, list[str]]
"""A sentence, and the cells from which it follows."""


def _settings(where: Where, *keys: str) -> list[str]:
    return [where("", key, "") for key in keys]


def _seats(scenario: Scenario, where: Where, part: Part) -> Told:
    date, *more = part.facts
    fleet, dates = fleet_on(scenario, date), dates_alike(scenario, date)
    days = "every day" if len(dates) == scenario.clock.days else f"on {', '.join(dates)}"
    if more:
        fit = sum(one.access == "wheelchair" for one in fleet)
        return f"{days} the fleet has {counted(len(fleet), 'vehicle')}, for a wheelchair: {fit}", [
            where("vehicles", "", "access")
        ]
    had = f"{counted(len(fleet), 'vehicle')} with {counted(sum(one.seats for one in fleet), 'seat')}"
    said = f"{days} the fleet has {had}, each for one track; {counted(len(scenario.delegates), 'delegate')} in all"
    return said, [where("vehicles", "", "seats")]


def _rooms(scenario: Scenario, where: Where, part: Part) -> Told:
    hotel = scenario.hotel[part.facts[0]]
    name = scenario.site[hotel.site].name.best("en")
    return f"{name} ({hotel.id}) has {counted(hotel.rooms, 'room')}", [where("hotels", hotel.id, "rooms")]


def _meal_seats(scenario: Scenario, where: Where, part: Part) -> Told:
    place = scenario.meal[part.facts[0]]
    return f"{place.id} seats {place.seats} at a time", [where("meals", place.id, "seats")]


def _meals(scenario: Scenario, where: Where, part: Part) -> Told:
    kind = part.facts[0]
    rules = scenario.rules.lunch if kind == "lunch" else scenario.rules.dinner
    diets = {diet for who in scenario.delegates for diet in who.diet if not diet.startswith("allergy")}
    places = [place for place in scenario.meals if place.kind == kind]
    fit = sum(diets <= set(place.diets) for place in places)
    span = f"{time_text(rules.from_)}-{time_text(rules.until)}"
    served = (
        f"; {fit} of {len(places)} places serve {', '.join(sorted(diets))}" if diets else f" at {len(places)} places"
    )
    said = f"whoever is out over {kind} ({span}) eats for {rules.minutes} minutes{served}"
    return said, [*_settings(where, f"rules.{kind}.from"), where("meals", "", "diets"), where("delegates", "", "diet")]


def _interpreters(scenario: Scenario, where: Where, part: Part) -> Told:
    about = part.facts[0] if part.facts else ""
    if about in scenario.engagement:
        row = scenario.engagement[about]
        count = sum(bool(set(one.languages) & set(row.languages)) for one in scenario.interpreters)
        languages = ", ".join(row.languages)
        said = (
            f"{row.name.best('en')} ({row.id}) is held in {languages} and needs interpreters; {count} speak {languages}"
        )
        return said, [where("engagements", row.id, "languages"), where("interpreters", "", "languages")]
    rules = scenario.rules.interpreting
    if about in scenario.interpreter:
        one = scenario.interpreter[about]
        minutes = one.minutes_day or rules.day_minutes
        return f"{one.name.best('en')} interprets at most {minutes} minutes a day", [
            where("interpreters", one.id, "minutes_day")
        ]
    said = f"interpreters rest for {rules.break_minutes} minutes after {rules.stretch_minutes}"
    return said, _settings(where, "rules.interpreting.stretch_minutes", "rules.interpreting.break_minutes")


def _days(scenario: Scenario, where: Where, part: Part) -> Told:
    frame, rules = scenario.programme, scenario.rules.days
    rest = rules.rest_after_flight_minutes
    after = f", and rest {rest} minutes after a flight" if rest else ""
    said = (
        f"days begin from {time_text(frame.day_start)} on, end by {time_text(frame.day_end)}, last at most "
        f"{rules.longest_minutes} minutes with at most {counted(rules.most_engagements, 'engagement')}{after}"
    )
    keys = ("programme.day_start", "programme.day_end", "rules.days.longest_minutes", "rules.days.most_engagements")
    return said, _settings(where, *keys)


def _drivers(scenario: Scenario, where: Where, part: Part) -> Told:
    rules = scenario.rules.driving
    said = f"drivers drive at most {rules.in_a_row_minutes} minutes in a row and {rules.day_minutes} a day"
    return said, _settings(where, "rules.driving.in_a_row_minutes", "rules.driving.day_minutes")


def _nights(scenario: Scenario, where: Where, part: Part) -> Told:
    if not part.facts:
        moves = scenario.rules.nights.moves
        return f"a track changes its hotel at most {counted(moves, 'time')}", _settings(where, "rules.nights.moves")
    track, night = part.facts
    if track not in {row.id for row in scenario.tracks}:
        return f"{track} in the night of {night}", [where("hotels", "", "from")]
    fixed = {stay.track: stay for stay in scenario.stays if str(stay.night) == night}
    stay = fixed.get(track, fixed.get(None))
    hotel = stay.hotel if stay else ""
    key = f"{night}/{(stay.track if stay else None) or '-'}"
    return f"{track} sleeps in {hotel} on {night}", [where("stays", key, "hotel")]


def _provinces(scenario: Scenario, where: Where, part: Part) -> Told:
    province, least = part.facts[0], scenario.rules.provinces.least
    offered = sum(scenario.site[row.site].province == province for row in scenario.engagements)
    said = f"{province} holds at least {counted(least, 'engagement')}; listed there: {offered}"
    return said, _settings(where, "rules.provinces.names", "rules.provinces.least")


MEANS: Mapping[str, Callable[[Scenario, Where, Part], Told]] = {
    SEATS: _seats,
    "rooms_are_not_exceeded": _rooms,
    "meal_seats_are_not_exceeded": _meal_seats,
    "lunch_and_dinner_are_eaten": _meals,
    "interpreters_are_there": _interpreters,
    "days_are_bearable": _days,
    "drivers_rest": _drivers,
    "nights_are_stable": _nights,
    "provinces_are_all_visited": _provinces,
}
"""How each of these rules is said."""
