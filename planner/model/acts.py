"""Engagements by index, with the hours in which each may begin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from planner.domain.clock import DAY
from planner.domain.engagements import Engagement, Pin
from planner.domain.opening import Opening, Span, starts_within
from planner.domain.scenario import Scenario

Audience = tuple[int, ...]
CAPACITY = "capacity_is_not_exceeded"


@dataclass(frozen=True, slots=True)
class Act:
    """An engagement as the model sees it; times in minutes, tracks and sites by index.

    `plenary`: all of `audience` attend one session at the same time; else any of them may, in `sessions` sessions.
    `starts` gives by day the spans [first, last] in which it may begin. No session holds more heads than `limit`; where
    the rule is soft there is none, and more than `capacity` cost.
    """

    id: str
    kind: str
    site: int
    minutes: int
    before: int
    plenary: bool
    audience: Audience
    sessions: int
    together: bool
    capacity: int | None
    limit: int | None
    mandatory: str
    head_required: bool
    host: str | None
    host_rank: int | None
    benefit: int
    province: str
    starts: tuple[tuple[Span, ...], ...]
    topics: Mapping[str, int]

    @property
    def days(self) -> list[int]:
        """On which it may begin."""
        return [day for day, spans in enumerate(self.starts) if spans]


def acts_of(scenario: Scenario, opening: Opening) -> tuple[Act, ...]:
    """The acts, in the order of the table."""
    compiling = _Compiling(scenario, opening)
    return tuple(map(compiling.act, scenario.engagements))


class _Compiling:
    def __init__(self, scenario: Scenario, opening: Opening) -> None:
        self._scenario, self._clock, self._opening = scenario, scenario.clock, opening
        self._tracks = {track.id: index for index, track in enumerate(scenario.tracks)}
        self._sites = {site.id: index for index, site in enumerate(scenario.sites)}
        self._topics: dict[str, dict[str, int]] = defaultdict(dict)
        for row in scenario.engagement_topics:
            self._topics[row.engagement][row.topic] = row.strength

    def act(self, engagement: Engagement) -> Act:
        """One engagement by index."""
        everyone = tuple(range(len(self._tracks)))
        named = not {"all", "tracks"} & set(engagement.audience)
        rules, spans, registered = self._scenario.rules, self._hours(engagement), self._registered(engagement)
        return Act(
            id=engagement.id,
            kind=engagement.kind,
            site=self._sites[engagement.site],
            minutes=engagement.minutes,
            before=engagement.setup_minutes + engagement.buffer_minutes,
            plenary="tracks" not in engagement.audience,
            audience=tuple(self._tracks[track] for track in engagement.audience) if named else everyone,
            sessions=engagement.sessions,
            together=engagement.together,
            capacity=engagement.capacity if rules.is_on(CAPACITY) else None,
            limit=engagement.capacity if rules.must_hold(CAPACITY) else None,
            mandatory=engagement.mandatory if rules.is_on("mandatory_engagements_are_held") else "no",
            head_required=engagement.head_required and rules.is_on("the_head_attends"),
            host=engagement.host,
            host_rank=engagement.host_rank,
            benefit=engagement.benefit,
            province=self._scenario.site[engagement.site].province,
            starts=tuple(starts_within(day, engagement.minutes) if registered else () for day in spans),
            topics=self._topics[engagement.id],
        )

    def _may_break(self, rule: str, engagement: Engagement) -> bool:
        """Is `rule` soft, and the engagement one that must be held? Then the account says what breaking it costs."""
        asked = engagement.mandatory != "no" or any(pin.state != "out" for pin in self._pins(engagement))
        return asked and not self._scenario.rules.setting(rule).hard

    def _pins(self, engagement: Engagement) -> list[Pin]:
        return [pin for pin in self._scenario.pins if pin.engagement == engagement.id]

    def _hours(self, engagement: Engagement) -> list[tuple[Span, ...]]:
        """Spans by day in which an engagement may lie.

        Where opening hours are soft, what must be held may be held when it is pinned, or at any time if it never fits.
        """
        rule = "engagements_lie_within_opening_hours"
        always: list[tuple[Span, ...]] = [((day * DAY, (day + 1) * DAY),) for day in range(self._clock.days)]
        if not self._scenario.rules.is_on(rule):
            return always
        spans = [self._opening.of_engagement(engagement, day) for day in range(self._clock.days)]
        if not self._may_break(rule, engagement):
            return spans
        for pin in self._pins(engagement):
            if pin.state == "fixed" and pin.on is not None and pin.at is not None:
                day = self._clock.day(pin.on)
                start = day * DAY + pin.at
                spans[day] = tuple(sorted({*spans[day], (start, start + engagement.minutes)}))
        return spans if any(starts_within(day, engagement.minutes) for day in spans) else always

    def _registered(self, engagement: Engagement) -> bool:
        """Is there still time to register with the host?"""
        as_of, rule = self._scenario.programme.as_of, "registration_is_in_time"
        if as_of is None or not self._scenario.rules.is_on(rule) or self._may_break(rule, engagement):
            return True
        return (self._clock.first_day - as_of).days >= engagement.register_days
