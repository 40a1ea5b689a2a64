"""Change notices: one for each person touched, in their language; nobody else is bothered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planner.comparing.changes import Change, touched
from planner.comparing.occasions import Party
from planner.rendering.calendars.plaintext import one_line
from planner.rendering.calendars.readers import Reader, language_of
from planner.rendering.file_names import file_name
from planner.rendering.sayable import phrase
from planner.rendering.speech import Speech
from planner.rendering.views.changes import ChangeLine, NoticeView, notice_view
from planner.rendering.visit import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What one party is told. Tracks are told through their delegates and get no notice of their own."""

    party: Party
    language: str
    changes: tuple[Change, ...]
    view: NoticeView

    @property
    def stem(self) -> str:
        """The name of the notice's files without the ending."""
        return f"{file_name(f'{self.party.kind}-{self.party.id}')}.{self.language}"


def notices(visit: Visit, before: Visit, found: Sequence[Change], release: int, note: str) -> tuple[Notice, ...]:
    """One notice for each delegate, driver, interpreter and host whom any of the changes touches."""
    return tuple(
        Notice(
            party=party,
            language=_language(visit, before, party),
            changes=own,
            view=notice_view(visit, before, party, own, release, note),
        )
        for party, own in touched(found).items()
        if party.kind != "track"
    )


def message(notice: Notice) -> str:
    """The notice as a short text for messengers, in the reader's language."""
    speech, view = Speech((notice.language,)), notice.view
    heading = phrase("change.heading", number=view.release)
    head = [speech.plain(thing) for thing in (view.title, heading, view.name)]
    tail = [speech.plain(what) for what in view.to_do]
    if view.contacts:
        names = ", ".join(f"{speech.plain(card.name)} {card.phone}".strip() for card in view.contacts)
        tail.append(speech.plain(phrase("change.questions", names=names)))
    lines = [*head, *([view.note] if view.note else []), "", *(_line(speech, line) for line in view.lines), "", *tail]
    return "\n".join(one_line(line) for line in lines) + "\n"


def _line(speech: Speech, line: ChangeLine) -> str:
    where = " → ".join(speech.plain(place.said) for place in (line.before, line.after) if place)
    return f"{speech.plain(phrase(f'change.{line.word}'))}: {speech.plain(line.title)} | {where}"


def _language(visit: Visit, before: Visit, party: Party) -> str:
    if party.kind == "track":
        return visit.languages[0]
    reader = Reader(party.kind, party.id)
    for known in (visit, before):
        try:
            return language_of(known.scenario, reader)
        except KeyError:
            continue
    return visit.languages[0]
