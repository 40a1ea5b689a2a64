"""Whom a change of plan touches, in numbers and names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from planner.comparing.changes import Change, touched
from planner.comparing.occasions import Party, PartyKind
from planner.domain.counting import counted
from planner.domain.scenario import Scenario

KINDS: tuple[PartyKind, ...] = ("delegate", "host", "vehicle", "interpreter", "track")


@dataclass(frozen=True, slots=True)
class Impact:
    """Those touched by some changes: ids by kind of party, and vehicles by their kind (car, van, coach)."""

    parties: Mapping[PartyKind, tuple[str, ...]]
    vehicles: Mapping[str, int]

    @property
    def sentence(self) -> str:
        """Such as `touches 14 delegates, 2 hosts, 1 coach`."""
        counts = {kind: len(self.parties.get(kind, ())) for kind in ("delegate", "host")}
        counts |= self.vehicles
        counts["interpreter"] = len(self.parties.get("interpreter", ()))
        said = [counted(count, name) for name, count in counts.items() if count]
        return f"touches {', '.join(said)}" if said else "touches nobody"


def impact(changes: Iterable[Change], scenario: Scenario, before: Scenario | None = None) -> Impact:
    """Whom `changes` touch; vehicles no longer in `scenario` are looked up in `before`."""
    found: dict[PartyKind, list[str]] = {kind: [] for kind in KINDS}
    for party in touched(changes):
        found[party.kind].append(party.id)
    known = dict(before.vehicle) if before else {}
    fleet = known | dict(scenario.vehicle)
    vehicles = Counter(fleet[id].kind if id in fleet else "vehicle" for id in found["vehicle"])
    return Impact({kind: tuple(ids) for kind, ids in found.items()}, dict(sorted(vehicles.items())))


def party_names(parties: Iterable[Party], scenario: Scenario, language: str = "en") -> Iterator[str]:
    """What parties are called, their ids where the scenario has them no more."""
    for party in parties:
        match party.kind:
            case "delegate" if party.id in scenario.delegate:
                yield scenario.delegate[party.id].name.best(language)
            case "host" if party.id in scenario.organisation:
                yield scenario.organisation[party.id].name.best(language)
            case "interpreter" if party.id in scenario.interpreter:
                yield scenario.interpreter[party.id].name.best(language)
            case "vehicle" if party.id in scenario.vehicle:
                yield scenario.vehicle[party.id].name or party.id
            case "track" if party.id in scenario.track:
                yield scenario.track[party.id].name.best(language)
            case _:
                yield party.id
