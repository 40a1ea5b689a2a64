"""Warnings of what will be assumed: estimated ways, missing texts, words that match nothing."""

from __future__ import annotations

from collections.abc import Iterable

from planner.domain.columns import Text
from planner.domain.counting import few
from planner.domain.scenario import Scenario
from planner.domain.travel import Travel
from planner.reading.doubts import Doubts
from planner.reading.near import near_hint, nearest
from planner.reading.schema import TABLE

DIETS = ("halal", "vegetarian", "no-beef", "no-pork")


def doubt_assumptions(scenario: Scenario, doubts: Doubts) -> None:
    """Note what is estimated, falls back, or looks like a slip of the pen."""
    _texts(scenario, doubts)
    _travel(scenario, doubts)
    _words(scenario, doubts)
    _provinces(scenario, doubts)


def _texts(scenario: Scenario, doubts: Doubts) -> None:
    for language in scenario.programme.languages:
        if not scenario.title.get(language):
            doubts.add(
                "", f"delegation.name_{language}", "", "missing", "a title, as documents are made in it", "", "text"
            )
    for table, schema in TABLE.items():
        for field in schema.texts:
            rows = getattr(scenario, table)
            for language in scenario.programme.languages:
                lacking = [row.id for row in rows if _lacks(getattr(row, field), language, schema.texts[field])]
                if lacking:
                    found = f"{len(lacking)} of {len(rows)} rows lack it: {few(lacking, 3)}"
                    expected = f"a text in {language}, as documents are made in it"
                    doubts.add(table, "", f"{field}_{language}", found, expected, "another language is shown", "text")


def _lacks(text: Text, language: str, required: bool) -> bool:
    return not text.get(language) and (required or bool(text))


def _travel(scenario: Scenario, doubts: Doubts) -> None:
    used = {row.site for rows in (scenario.engagements, scenario.hotels, scenario.meals) for row in rows}
    used |= {
        scenario.airport[end].id for row in scenario.flights for end in (row.from_, row.to) if end in scenario.airport
    }
    sites = [site for site in scenario.sites if site.id in used]
    travel = Travel(scenario)
    pairs: dict[frozenset[str], str] = {}
    for place, origin in enumerate(sites):
        for site in sites[place + 1 :]:
            if travel.way(origin.id, site.id).estimated:
                ends = (origin.zone or origin.id, site.zone or site.id)
                pairs.setdefault(frozenset(ends), " - ".join(ends))  # a missing reverse is the same
    if pairs:
        found = f"no row for {few(list(pairs.values()), 4)}"
        doubts.add("travel", "", "", found, "a row for each pair of zones", "these ways are estimated", "travel")
    _unused_ways(scenario, doubts)


def _unused_ways(scenario: Scenario, doubts: Doubts) -> None:
    """Rows of travel by which no way is found: from or to no place, or between a site and a zone."""
    zones = {site.zone for site in scenario.sites}
    known = zones | set(scenario.site)
    mixed = [
        f"{row.from_} - {row.to}"
        for row in scenario.travel
        if {row.from_, row.to} <= known and (row.from_ in zones) != (row.to in zones)
    ]
    if mixed:
        expected = "two sites, or two zones"
        doubts.add(
            "travel", "", "from", few(mixed, 4), expected, "a row between a site and a zone is not used", "mixed"
        )
    idle = {end for row in scenario.travel for end in (row.from_, row.to) if end not in known}
    for name in sorted(idle):
        near = nearest(name, known - {""})
        if near:
            doubts.add(
                "travel", "", "from", f"{name} is no zone or site", "a zone of sites", f"did you mean {near}?", "zone"
            )


def _words(scenario: Scenario, doubts: Doubts) -> None:
    for table, field in (("delegates", "diet"), ("meals", "diets")):
        for row in getattr(scenario, table):
            for diet in getattr(row, field):
                if diet not in DIETS and not diet.startswith("allergy:"):
                    expected = f"{', '.join(DIETS)} or allergy:..."
                    doubts.add(table, row.id, field, f"diet {diet}", expected, near_hint(diet, DIETS), "diet")
    for table in ("delegates", "sites", "vehicles"):
        for row in getattr(scenario, table):
            if row.access not in ("", "wheelchair"):
                doubts.add(table, row.id, "access", row.access, "wheelchair, or empty", "", "access")
    topics = {row.topic for row in scenario.engagement_topics}
    _strays(doubts, "interests", "topic", (row.topic for row in scenario.interests), topics, "a topic of engagements")
    sectors = {row.sector for row in scenario.organisations if row.side == "visitor"} - {""}
    _strays(doubts, "wishes", "sector", (row.sector for row in scenario.wishes), sectors, "a sector of visitors")


def _strays(doubts: Doubts, table: str, column: str, words: Iterable[str], known: set[str], expected: str) -> None:
    for word in sorted(set(words) - known):
        near = nearest(word, known)
        if near:
            doubts.add(table, "", column, word, expected, f"did you mean {near}?", "word")


def _provinces(scenario: Scenario, doubts: Doubts) -> None:
    if not scenario.rules.setting("provinces_are_all_visited").enabled:
        return
    held = {scenario.site[row.site].province for row in scenario.engagements}
    for name in scenario.rules.provinces.names:
        if name not in held and scenario.rules.provinces.least > 0:
            hint = near_hint(name, held)
            doubts.add(
                "", "rules.provinces.names", "", f"no engagement in {name}", "an engagement there", hint, "province"
            )
