"""What cannot hold together in a scenario, and whom to call so that it can."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from planner.console import GOOD, Console
from planner.domain.counting import counted
from planner.domain.scenario import Scenario
from planner.model.schedule import Schedule, Visit
from planner.reading import Reading, read_scenario
from planner.solving.budget import Budget
from planner.solving.conflicts import Found, Part, WayOut, asking, find_conflicts
from planner.solving.conflicts.parts import OPENING
from planner.solving.conflicts.wording import Said, Wording, moment
from planner.solving.solve import settings_of

SECONDS = 12.0
"""Counted as work, so that a busy machine finds the same conflicts, if later."""
HOPELESS = (
    "the visit is impossible, whatever is given up of what can be asked for: even days without any engagement fit "
    "into no times, vehicles and hotels; look at the flights, programme.* and rules.*"
)
"""What is said of a conflict without parts."""


def show_conflicts(
    console: Console, scenario: Path, sets: Sequence[str], seconds: float | None = None, workers: int | None = None
) -> int:
    """Find and say conflicts and ways out; whatever is found, the command has answered."""
    reading = read_scenario(scenario, sets)
    settings = settings_of(reading.scenario, seconds or SECONDS, None, workers)
    budget = Budget(settings.seconds, repeatable=True)
    found = find_conflicts(reading.scenario, budget, workers or 1, settings.seed)
    wording = Wording(reading.scenario, reading.provenance.where)
    for line in _lines(reading, wording, found):
        console.say(line)
    console.facts(_facts(reading, wording, found))
    return GOOD


def _lines(reading: Reading, wording: Wording, found: Found) -> Iterator[str]:
    if not found.conflicts:
        yield (
            "everything that must be held can be held together: there is no conflict"
            if found.complete
            else "no conflict found in the time given, and none ruled out"
        )
        return
    for number, conflict in enumerate(found.conflicts, 1):
        if not conflict.parts:
            yield HOPELESS
            return
        few = "any one less of them could" if conflict.smallest else "the time did not suffice to see whether fewer do"
        yield f"conflict {number}: these cannot hold together, {few}"
        yield from said_lines(wording, conflict.parts)
    more = "" if found.complete else "; there may be more, the time did not suffice to look"
    yield f"{counted(len(found.conflicts), 'conflict')}{more}"
    yield "whom to ask, the easiest way out first:"
    for number, way in enumerate(found.ways, 1):
        proof = "a lawful plan of all that must be held exists then" if way.proven else "resolves every conflict above"
        yield f"  way {number} (effort {way.weight}): {proof}"
        for part in way.parts:
            yield from _call(reading.scenario, wording, part, way)


def said_lines(wording: Wording, parts: Iterable[Part]) -> Iterator[str]:
    """Each part as a sentence, below it its rule and cells."""
    for part in parts:
        said = wording.said(part)
        yield f"  {said.sentence}"
        yield f"      {part.rule} | {'; '.join(said.sources)}"


def _call(scenario: Scenario, wording: Wording, part: Part, way: WayOut) -> Iterator[str]:
    asked = asking(scenario, part)
    yield f"    ask {asked.whom} (effort {asked.weight}): give way on: {wording.said(part).sentence}"
    times = _times(scenario, part, way.schedule)
    if times:
        yield f"      it would fit {times}"
    for contact in asked.contacts:
        yield f"      call {contact}"


def _times(scenario: Scenario, part: Part, schedule: Schedule | None) -> str:
    """When an engagement was held once its hours gave way."""
    if part.rule != OPENING or schedule is None:
        return ""
    acts = {index for index, row in enumerate(scenario.engagements) if row.id == part.facts[0]}
    starts = {stop.start for stop in schedule.visits() if isinstance(stop.node, Visit) and stop.node.act in acts}
    return ", ".join(moment(scenario, start) for start in sorted(starts))


def _facts(reading: Reading, wording: Wording, found: Found) -> dict[str, object]:
    scenario = reading.scenario
    return {
        "complete": found.complete,
        "conflicts": [[plain(wording.said(part)) for part in conflict.parts] for conflict in found.conflicts],
        "smallest": [conflict.smallest for conflict in found.conflicts],
        "ways": [
            {
                "weight": way.weight,
                "proven": way.proven,
                "ask": [
                    {
                        "whom": asking(scenario, part).whom,
                        "weight": asking(scenario, part).weight,
                        "contacts": asking(scenario, part).contacts,
                        "fits": _times(scenario, part, way.schedule),
                    }
                    | plain(wording.said(part))
                    for part in way.parts
                ],
            }
            for way in found.ways
        ],
    }


def plain(said: Said) -> dict[str, object]:
    """A part in words, for programs."""
    return {
        "rule": said.part.rule,
        "facts": list(said.part.facts),
        "sentence": said.sentence,
        "sources": list(said.sources),
    }
