"""What an explanation says, as facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from planner.domain.plan import Plan
from planner.solving.conflicts import Asking, Part

Reason = Literal["impossible", "excluded", "displaced", "missed", "unknown"]
"""Left out because no place is lawful even alone; none beside what must be held; others are worth more; nothing: the
plan would be better with it; or the time did not suffice to say."""


@dataclass(frozen=True, slots=True)
class AimChange:
    """An aim in the plan and in another, in its unit; `worth` is what the difference adds to the objective."""

    name: str
    before: int
    after: int
    worth: int


@dataclass(frozen=True, slots=True)
class Counterfactual:
    """The plan with an engagement forced in: the best found by planning `days` (track, date) anew, the rest as it is.

    `proven`: nothing better exists within these days. `gain` is its objective less that of the plan.
    """

    plan: Plan
    gain: int
    aims: tuple[AimChange, ...]
    days: tuple[tuple[str, str], ...]
    proven: bool


@dataclass(frozen=True, slots=True)
class Admission:
    """A single change of the scenario with which the engagement comes in; `gain` as above, 0 or more: at no loss.

    `code` and `number` say what changes, `text` says it in words.
    """

    code: str
    number: int
    text: str
    asking: Asking
    gain: int
    proven: bool


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Why an engagement is not held, or not attended by `track`.

    `conflict`, where no place is lawful: with these it cannot be held; `smallest`: any one less of them would let it.
    `tried` is how many single changes were looked at for `admissions`.
    """

    engagement: str
    track: str | None
    reason: Reason
    conflict: tuple[Part, ...] = ()
    counterfactual: Counterfactual | None = None
    admissions: tuple[Admission, ...] = ()
    smallest: bool = False
    tried: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """A visit as held, and the earliest and latest start (minutes) with all else at its time.

    What holds it there: the span of `hours` in which it lies (empty where there is none), and the keys of the track's
    items `after` and `before` which it comes.
    """

    track: str
    start: int
    earliest: int
    latest: int
    hours: tuple[int, ...] = ()
    after: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """What an engagement adds to the plan as it is: aims without it and with it, and to whom.

    `organisations` are visiting organisations that care for its topics, with heads there and interest x strength;
    `wishes` the sectors its host asked to meet, with the heads that came.
    """

    engagement: str
    track: str | None
    aims: tuple[AimChange, ...]
    places: tuple[Place, ...]
    organisations: tuple[tuple[str, int, int], ...]
    wishes: tuple[tuple[str, int, int], ...]

    @property
    def worth(self) -> int:
        """What all aims together would lose without it."""
        return sum(aim.worth for aim in self.aims)


Explanation = Held | LeftOut


def aim_changes(before: Plan, after: Plan) -> Iterator[AimChange]:
    """The aims in which two plans differ, and the penalties of soft rules as one line."""
    values = {aim.name: aim.value for aim in after.aims}
    for aim in before.aims:
        if aim.name in values and values[aim.name] != aim.value and aim.weight:
            yield AimChange(aim.name, aim.value, values[aim.name], (values[aim.name] - aim.value) * aim.weight)
    soft = [sum(breach.penalty for breach in plan.soft_rules) for plan in (before, after)]
    if soft[0] != soft[1]:
        yield AimChange("soft rules", soft[0], soft[1], soft[0] - soft[1])
