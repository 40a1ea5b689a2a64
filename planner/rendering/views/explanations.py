"""The page that tells why engagements are in the programme, or are not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planner.comparing.changes import Word, changes
from planner.domain.clock import DAY
from planner.domain.columns import Text
from planner.rendering.charts import number_text, signed
from planner.rendering.sayable import Moment, Phrase, Sayable, ShortDay, phrase
from planner.rendering.visit import Visit
from planner.solving.conflicts.wording import Said, Wording
from planner.solving.explaining import AimChange, Explanation, Held, LeftOut

SOFT = "soft rules"
FEW = 6


@dataclass(frozen=True, slots=True)
class AimRow:
    """An aim before and after, and what the difference is worth."""

    name: Phrase
    before: str
    after: str
    worth: str


@dataclass(frozen=True, slots=True)
class Moved:
    """Something that would come, go or move."""

    word: Word
    name: Sayable
    date: ShortDay
    tracks: str


@dataclass(frozen=True, slots=True)
class Help:
    """A change that would help: what, whom to ask, whom to call, what the objective would be."""

    what: Phrase
    whom: str
    contacts: tuple[str, ...]
    effect: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One engagement: `reason` in a few words, `effect` on the objective; empty lists where there is nothing to say.

    `whom` are organisations that care, each with heads.
    """

    id: str
    name: Text
    track: str
    held: bool
    reason: Phrase
    effect: str
    aims: tuple[AimRow, ...] = ()
    conflict: tuple[Said, ...] = ()
    moved: tuple[Moved, ...] = ()
    helps: tuple[Help, ...] = ()
    proof: tuple[Phrase, ...] = ()
    places: tuple[Phrase, ...] = ()
    whom: tuple[tuple[Text, int], ...] = ()


@dataclass(frozen=True, slots=True)
class ExplanationsView:
    """Everything on the page."""

    title: Text
    entries: tuple[Entry, ...]


def explanations_view(visit: Visit, wording: Wording, found: Sequence[Explanation]) -> ExplanationsView:
    """The page for some explanations of a plan, in their order."""
    entries = (_held(visit, one) if isinstance(one, Held) else _left_out(visit, wording, one) for one in found)
    return ExplanationsView(visit.scenario.title, tuple(entries))


def _held(visit: Visit, one: Held) -> Entry:
    places = tuple(_places(visit, one))
    whom = tuple((visit.scenario.organisation[id].name, heads) for id, heads, _ in one.organisations[:FEW])
    return Entry(
        id=one.engagement,
        name=visit.scenario.engagement[one.engagement].name,
        track=one.track or "",
        held=True,
        reason=phrase("explain.held"),
        effect=signed(one.worth),
        aims=tuple(_aims(one.aims)),
        places=places,
        whom=whom,
    )


def _places(visit: Visit, one: Held) -> Iterator[Phrase]:
    clock = visit.scenario.clock
    for place in one.places:
        times = {
            name: Moment(clock.local(minute).time(), minute // DAY - place.start // DAY)
            for name, minute in (("start", place.start), ("earliest", place.earliest), ("latest", place.latest))
        }
        yield phrase("explain.could", track=visit.scenario.track[place.track].name, **times)


def _left_out(visit: Visit, wording: Wording, one: LeftOut) -> Entry:
    forced = one.counterfactual
    return Entry(
        id=one.engagement,
        name=visit.scenario.engagement[one.engagement].name,
        track=one.track or "",
        held=False,
        reason=phrase(f"explain.{one.reason}"),
        effect="" if forced is None else signed(forced.gain),
        aims=() if forced is None else tuple(_aims(forced.aims)),
        conflict=tuple(wording.said(part) for part in one.conflict),
        moved=tuple(_moved(visit, one)),
        helps=tuple(
            Help(
                phrase(f"explain.{help.code}", number=str(help.number)),
                help.asking.whom,
                help.asking.contacts,
                signed(help.gain),
            )
            for help in one.admissions
        ),
        proof=tuple(_proof(visit, one)),
    )


def _proof(visit: Visit, one: LeftOut) -> Iterator[Phrase]:
    """How sure it is, of these days and of the whole plan; a conflict, for whom and whether all of it is needed."""
    plan, forced = visit.plan, one.counterfactual
    if forced is None:
        if one.conflict and visit.scenario.leaves_tracks_open:
            yield phrase("explain.assigned")
        if one.smallest:
            yield phrase("explain.needed")
        return
    yield phrase("explain.best") if forced.proven else phrase("explain.found")
    if plan.status == "optimal":
        yield phrase("explain.optimal")
    elif plan.bound is None:
        yield phrase("explain.unbounded")
    else:
        yield phrase("explain.bounded", number=number_text(round(plan.bound)))


def _aims(aims: Sequence[AimChange]) -> Iterator[AimRow]:
    for aim in aims:
        name = "soft" if aim.name == SOFT else aim.name
        yield AimRow(phrase(f"measure.{name}"), number_text(aim.before), number_text(aim.after), signed(aim.worth))


def _moved(visit: Visit, one: LeftOut) -> Iterator[Moved]:
    if one.counterfactual is None:
        return
    for change in changes(visit.plan, one.counterfactual.plan, visit.scenario):
        tracks = [visit.scenario.track[id].name for id in change.touched("track")]
        if change.kind == "engagement" and tracks:
            name = visit.scenario.engagement[change.key].name
            date = ShortDay(visit.scenario.clock.local(change.start).date())
            yield Moved(change.word, name, date, ", ".join(change.touched("track")))
