"""Checks a plan folder or a release: the plan against its rules, the files against the plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from planner.checking.check import check, verdict
from planner.domain.account import SoftBreach
from planner.domain.faults import Violation, violation
from planner.domain.plan import Plan
from planner.publishing import is_release, verify_release
from planner.publishing.calendars import CALENDARS
from planner.publishing.editions import Edition, read_edition
from planner.publishing.verifying import calendar_disagrees
from planner.reading import scenario_digest
from planner.rendering.calendars.compose import calendars


@dataclass(frozen=True, slots=True)
class Verified:
    """The plan that was checked, the violations of hard rules, and the breaches of soft ones."""

    plan: Plan
    violations: tuple[Violation, ...]
    soft: tuple[SoftBreach, ...]


def verify(path: Path) -> Verified:
    """Check a plan against its scenario, and the calendars made from it against the plan. Raises Faulty."""
    edition = read_edition(path)
    judged = verdict(edition.scenario, check(edition.scenario, edition.plan))
    if is_release(edition.folder):
        return Verified(edition.plan, verify_release(edition.folder), judged.soft)
    return Verified(edition.plan, (*judged.hard, *_same_scenario(edition), *_calendars(edition)), judged.soft)


def _same_scenario(edition: Edition) -> Iterator[Violation]:
    if not edition.as_solved:
        found = scenario_digest(edition.scenario)
        yield violation("the_scenario_is_the_one_solved", found=found[:12], allowed=edition.plan.sha256[:12])


def _calendars(edition: Edition) -> Iterator[Violation]:
    """Every calendar file of the folder says what the plan says; a folder without documents has none."""
    if (edition.folder / CALENDARS).is_dir():
        for calendar in calendars(edition.scenario, edition.plan, released=False):
            yield from calendar_disagrees(edition.folder, calendar, edition.plan.scenario)
