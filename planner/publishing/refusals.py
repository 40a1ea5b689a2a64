"""What a release refuses: an unlawful plan, a text missing in a language, a plan made from an older release."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields

from planner.checking.check import check, verdict
from planner.domain.columns import Text
from planner.domain.faults import Fault, Faulty, Violation
from planner.domain.plan import Plan
from planner.domain.programme import Programme
from planner.domain.scenario import Scenario
from planner.publishing.editions import Edition
from planner.publishing.ledger import ReleaseRow


class Unlawful(Exception):
    """A plan that breaks rules; carries what the check found."""

    def __init__(self, violations: Sequence[Violation]) -> None:
        self.violations = tuple(violations)
        super().__init__("\n".join(str(violation) for violation in violations))


def refuse_unchecked(edition: Edition) -> None:
    """Raises Faulty if the scenario is not the one solved, Unlawful if the plan breaks a hard rule of it."""
    if not edition.as_solved:
        hint = "plan again: the scenario beside the plan was changed"
        found = edition.plan.sha256[:12]
        raise Faulty([Fault("plan.json, scenario.sha256", found, "the digest of scenario/", hint)])
    if broken := verdict(edition.scenario, check(edition.scenario, edition.plan)).hard:
        raise Unlawful(broken)


def refuse_missing_texts(scenario: Scenario, plan: Plan) -> None:
    """Raises Faulty with every name and remark of the plan that is missing in a language of the programme.

    A name must be there in each language; a post, address or remark in each or in none.
    """
    faults = [*_missing(scenario, "scenario.toml, delegation", "name", scenario.title)]
    for table, ids in _used(scenario, plan).items():
        for row in getattr(scenario, table):
            if row.id in ids:
                for field in fields(row):
                    text = getattr(row, field.name)
                    if isinstance(text, Text) and (text or field.name == "name"):
                        faults += _missing(scenario, f"{table}, {row.id}", field.name, text)
    if faults:
        raise Faulty(faults)


def refuse_older_parent(digest: str, plan: Plan, releases: Sequence[ReleaseRow]) -> None:
    """Raises Faulty if the plan, or the plans it was made from, were released before the newest release."""
    released = {row.plan: row for row in releases}
    nearest = next((released[plan] for plan in (digest, *reversed(plan.parents)) if plan in released), None)
    newest = releases[-1] if releases else None
    if nearest and newest and nearest.number < newest.number:
        found = f"made from release {nearest.number}"
        hint = f"re-plan from release {newest.number}"
        raise Faulty([Fault("plan.json, parents", found, f"made from release {newest.number}", hint, code="parent")])


def _missing(scenario: Scenario, where: str, column: str, text: Text) -> Iterator[Fault]:
    for language in scenario.programme.languages:
        if not text.get(language).strip():
            found = f"no {column}_{language}"
            yield Fault(where, found, "a text in every language of the programme", "write it", code="missing-text")


def _used(scenario: Scenario, plan: Plan) -> dict[str, set[str]]:
    """Ids by table of what the documents of a plan name."""
    programme = Programme(plan)
    items = [stop.item for stop in programme.stops()]
    engagements = {item.id for item in items if item.kind == "engagement"}
    hosts = {scenario.engagement[id].host for id in engagements} | {meeting.host for meeting in plan.meetings}
    visitors = {scenario.delegate[who].organisation for who in plan.delegates}
    people = {who for item in items for who in item.people}
    people |= {row.person for row in scenario.attends if row.engagement in engagements}
    people |= {row.id for row in scenario.people if row.role == "liaison"}
    return {
        "engagements": engagements,
        "organisations": {id for id in hosts if id} | visitors | {meeting.visitor for meeting in plan.meetings},
        "delegates": set(plan.delegates),
        "people": people,
        "tracks": {track.id for track in plan.tracks},
        "sites": {item.site for item in items} | {item.origin for item in items if item.origin},
        "interpreters": {who for item in items for who in item.interpreters},
    }
