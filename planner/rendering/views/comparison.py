"""The page on which variants stand side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planner.comparing.comparison import Comparison
from planner.comparing.figures import FIGURES, Figure
from planner.comparing.holdings import EngagementRow, Holding
from planner.comparing.inputs import InputChange
from planner.comparing.sharing import OrganisationShares, ProvinceShares
from planner.domain.columns import Text
from planner.rendering.charts import ParetoView, SlopesView, number_text, pareto_view, signed, slopes_view
from planner.rendering.charts_timelines import DayStrips, timelines_view
from planner.rendering.sayable import FreeWord, Instant, Phrase, Sayable, phrase
from planner.rendering.stamp import Stamp
from planner.rendering.visit import Visit

FEW = 6
"""So many winners and losers of a variant are named; the tables name all."""
INPUTS = 30
LETTERS = "ABCDEFGH"


@dataclass(frozen=True, slots=True)
class Head:
    """A variant: its number, the letter of its colour, its name, its scenario if that differs, how it was solved."""

    number: int
    letter: str
    name: str
    scenario: str
    terms: Phrase


@dataclass(frozen=True, slots=True)
class FigureCell:
    """A figure of a variant and its difference from the first; `mark` is ? or nothing, and a difference within the
    gap is said as ≈ alone."""

    value: str
    difference: str
    mark: str
    best: bool


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure of all variants."""

    name: Phrase
    cells: tuple[FigureCell, ...]


@dataclass(frozen=True, slots=True)
class HeldSession:
    """When, and the letters of the tracks."""

    when: Instant
    tracks: Sayable


@dataclass(frozen=True, slots=True)
class HeldCell:
    """When a variant holds an engagement, session by session; `word` against the first one."""

    word: str
    sessions: tuple[HeldSession, ...]


@dataclass(frozen=True, slots=True)
class HeldRow:
    """An engagement that the variants hold differently."""

    name: Sayable
    cells: tuple[HeldCell, ...]


@dataclass(frozen=True, slots=True)
class Gain:
    """An organisation with its share in the first variant and in this one, whole per cent."""

    name: Sayable
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Fortunes:
    """Who gains and who loses in a variant; `more_gain`, `more_lose`: so many are not named."""

    head: Head
    winners: tuple[Gain, ...]
    losers: tuple[Gain, ...]
    more_gain: int
    more_lose: int


@dataclass(frozen=True, slots=True)
class Province:
    """A province: engagements and visitors in each variant, and how many more than in the first."""

    name: Sayable
    cells: tuple[FigureCell, ...]


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a scenario says otherwise than the first one; `more` changes are not named."""

    head: Head
    changes: tuple[InputChange, ...]
    more: int


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """Everything on the page."""

    title: Text
    heads: tuple[Head, ...]
    notes: tuple[Phrase, ...]
    figures: tuple[FigureRow, ...]
    slopes: SlopesView
    pareto: ParetoView
    held: tuple[HeldRow, ...]
    alike: int
    timelines: tuple[DayStrips, ...]
    fortunes: tuple[Fortunes, ...]
    provinces: tuple[Province, ...]
    inputs: tuple[Inputs, ...]


def comparison_view(comparison: Comparison, stamp: Stamp) -> ComparisonView:
    """The page of `comparison`."""
    visits = [Visit(variant.scenario, variant.plan, stamp) for variant in comparison.variants]
    heads = tuple(_heads(comparison))
    differing = [row for row in comparison.engagements if row.differs]
    return ComparisonView(
        title=comparison.base.scenario.title,
        heads=heads,
        notes=tuple(_notes(comparison)),
        figures=tuple(_figure_row(comparison, figure) for figure in FIGURES),
        slopes=slopes_view(comparison),
        pareto=pareto_view(comparison),
        held=tuple(_held_row(visits, row) for row in differing),
        alike=len(comparison.engagements) - len(differing),
        timelines=timelines_view(visits),
        fortunes=tuple(_fortunes(comparison, visits, place, heads[place]) for place in range(1, len(heads))),
        provinces=tuple(map(_province, comparison.provinces)),
        inputs=tuple(
            Inputs(heads[place], changed[:INPUTS], max(0, len(changed) - INPUTS))
            for place, changed in enumerate(comparison.inputs)
            if place
        ),
    )


def _heads(comparison: Comparison) -> Iterator[Head]:
    for place, variant in enumerate(comparison.variants):
        plan = variant.plan
        terms = phrase("comparison.terms", seed=plan.seed, workers=plan.workers, seconds=f"{plan.seconds:g}")
        scenario = "" if plan.scenario == variant.name else plan.scenario
        yield Head(place + 1, LETTERS[place % len(LETTERS)], variant.name, scenario, terms)


def _notes(comparison: Comparison) -> Iterator[Phrase]:
    yield phrase("comparison.base", name=comparison.base.name)
    if not comparison.fair:
        yield phrase("comparison.unfair")
    if not comparison.weighed_alike:
        yield phrase("comparison.weights")
    meanings = {comparison.meaning(f.name, place) for f in FIGURES for place in range(1, len(comparison.variants))}
    if "none" in meanings:
        yield phrase("comparison.none")
    if "open" in meanings:
        yield phrase("comparison.open")
    for name in ("overtime", "co2", "lateness"):
        yield phrase(f"comparison.{name}")


def _figure_row(comparison: Comparison, figure: Figure) -> FigureRow:
    values, counted = [values[figure.name] for values in comparison.figures], comparison.counted(figure.name)
    known = [value * figure.better for value in counted if value is not None]
    cells = []
    for place, (value, count) in enumerate(zip(values, counted, strict=True)):
        best = len(set(known)) > 1 and count is not None and count * figure.better == max(known)
        meaning = comparison.meaning(figure.name, place) if place else ""
        difference = _difference(values[0], value, figure.decimals) if meaning != "none" else "≈"
        cells.append(FigureCell(number_text(value, figure.decimals), difference, "?" * (meaning == "open"), best))
    published = "_published" if figure.name == "changes" and comparison.published else ""
    return FigureRow(phrase(f"measure.{figure.name}{published}"), tuple(cells))


def _difference(base: float | None, value: float | None, decimals: int) -> str:
    return "" if base is None or value is None or value == base else signed(value - base, decimals)


def _province(row: ProvinceShares) -> Province:
    """The province's cells; a difference is said for both numbers if either differs."""
    cells = []
    for held, guests in zip(row.engagements, row.guests, strict=True):
        more = held - row.engagements[0], guests - row.guests[0]
        difference = " / ".join(signed(number) if number else "0" for number in more) if any(more) else ""
        cells.append(FigureCell(f"{held} / {number_text(guests)}", difference, "", False))
    return Province(FreeWord("province", row.name), tuple(cells))


def _held_row(visits: Sequence[Visit], row: EngagementRow) -> HeldRow:
    name = next(visit.scenario.engagement[row.id].name for visit in visits if row.id in visit.scenario.engagement)
    cells = (
        HeldCell(word, tuple(_session(visit, one) for one in held))
        for visit, word, held in zip(visits, row.words, row.held, strict=True)
    )
    return HeldRow(name, tuple(cells))


def _session(visit: Visit, held: Holding) -> HeldSession:
    clock = visit.scenario.clock
    local = clock.local(clock.day(held.date) * 24 * 60 + held.minute)
    if len(held.tracks) == len(visit.scenario.tracks) > 1:
        return HeldSession(Instant(local.date(), local.time()), phrase("track.all"))
    letters = "".join(sorted(visit.badges[track].letter for track in held.tracks))
    return HeldSession(Instant(local.date(), local.time()), letters)


def _fortunes(comparison: Comparison, visits: Sequence[Visit], place: int, head: Head) -> Fortunes:
    winners, losers = comparison.winners(place), comparison.losers(place)

    def named(rows: Sequence[OrganisationShares]) -> tuple[Gain, ...]:
        known = {**visits[place].scenario.organisation, **visits[0].scenario.organisation}
        return tuple(
            Gain(known[row.id].name, number_text(row.percent(0)), number_text(row.percent(place))) for row in rows[:FEW]
        )

    return Fortunes(head, named(winners), named(losers), max(0, len(winners) - FEW), max(0, len(losers) - FEW))
