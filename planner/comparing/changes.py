"""What is new, cancelled or moved from one plan to the next, and who is touched by it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from planner.comparing.occasions import ItemKey, Occasion, Occasions, Party, PartyKind, occasions
from planner.domain.clock import DAY
from planner.domain.plan import Plan
from planner.domain.scenario import Scenario

Word = Literal["new", "cancelled", "moved"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One item that came, went or moved (in time, place, vehicle or table), for those whom it touches alike.

    `key` is the item's key in the plan, `kind` the item's kind or `meeting`; `before` is None for what is new,
    `after` for what is cancelled. Minutes count from the new plan's first midnight.
    """

    word: Word
    key: str
    kind: str
    before: Occasion | None
    after: Occasion | None
    parties: tuple[Party, ...]

    @property
    def start(self) -> int:
        """When it matters first: the earlier of the old and the new start, in minutes; a night's last minute."""
        occasions = [occasion for occasion in (self.before, self.after) if occasion]
        return min(one.end - 1 if self.kind == "night" else one.start for one in occasions)

    def touched(self, kind: PartyKind) -> tuple[str, ...]:
        """Ids of those touched who are of `kind`."""
        return tuple(party.id for party in self.parties if party.kind == kind)


def changes(
    old: Plan, new: Plan, scenario: Scenario | None = None, before: Scenario | None = None
) -> tuple[Change, ...]:
    """The changes from `old` to `new`, by time; empty where everybody is where they were to be.

    `scenario` is that of the new plan, `before` that of the old one where it differs. Without a scenario hosts and
    business meetings of delegates are left out.
    """
    known = [given for given in (scenario, before) if given]
    was, now = occasions(old, known[::-1]), occasions(new, known)
    if scenario and before:
        was = _shifted(was, (before.clock.first_day - scenario.clock.first_day).days * DAY)
    alike: dict[tuple[Word, str, str, Occasion | None, Occasion | None], set[Party]] = defaultdict(set)
    for party, item, left, right in _differences(was, now):
        alike[_word(left, right), item.key, item.kind, left, right].add(party)
    found = (
        Change(word=word, key=key, kind=kind, before=left, after=right, parties=tuple(sorted(parties)))
        for (word, key, kind, left, right), parties in alike.items()
    )
    return tuple(sorted(found, key=lambda change: (change.start, change.key, change.word, change.parties)))


def touched(changes: Iterable[Change]) -> dict[Party, tuple[Change, ...]]:
    """The changes of each party that is touched by any, in the order given."""
    found: dict[Party, list[Change]] = defaultdict(list)
    for change in changes:
        for party in change.parties:
            found[party].append(change)
    return {party: tuple(found[party]) for party in sorted(found)}


def _differences(was: Occasions, now: Occasions) -> Iterable[tuple[Party, ItemKey, Occasion | None, Occasion | None]]:
    for party, item in dict.fromkeys((*was, *now)):
        left, right = was.get((party, item)), now.get((party, item))
        if left != right:
            yield party, item, left, right


def _word(before: Occasion | None, after: Occasion | None) -> Word:
    if before is None:
        return "new"
    return "moved" if after else "cancelled"


def _shifted(found: Occasions, minutes: int) -> Occasions:
    """The same occasions with `minutes` added to their times."""
    if not minutes:
        return found
    return {
        who: replace(occasion, start=occasion.start + minutes, end=occasion.end + minutes)
        for who, occasion in found.items()
    }
