"""A scenario compiled to indices and integers, once; everything the model needs that no decision changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from planner.domain.clock import DAY
from planner.domain.engagements import Engagement, Pin
from planner.domain.joining import Joining
from planner.domain.opening import Opening, Span
from planner.domain.parties import Presence
from planner.domain.places import Hotel
from planner.domain.scenario import Scenario
from planner.domain.travel import Travel

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


@dataclass(frozen=True, slots=True)
class Table:
    """A meal place as the model sees it: `starts` by day, `minutes` as long as the rule asks at least."""

    id: str
    kind: str
    site: int
    minutes: int
    seats: int
    diets: frozenset[str]
    price: float
    starts: tuple[tuple[Span, ...], ...]


@dataclass(frozen=True, slots=True)
class Bed:
    """A hotel as the model sees it: nights on which it may be used."""

    id: str
    site: int
    rooms: int
    price: float
    nights: frozenset[int]


def _starts(spans: tuple[Span, ...], minutes: int) -> tuple[Span, ...]:
    return tuple((start, end - minutes) for start, end in spans if end - start >= minutes)


class Problem:
    """A scenario by index: tracks, days, acts, tables, beds, travel minutes. Holds no decision."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.clock = scenario.clock
        self.days = scenario.clock.days
        self.nights = max(self.days - 1, 0)
        self.grid = scenario.programme.grid_minutes
        self.tracks = tuple(track.id for track in scenario.tracks)
        self.track_index = {track: index for index, track in enumerate(self.tracks)}
        self.sites = tuple(site.id for site in scenario.sites)
        self.site_index = {site: index for index, site in enumerate(self.sites)}
        self.travel = Travel(scenario)
        self.presence = Presence(scenario)
        self.joining = Joining(self.presence, self.travel)
        self._opening = Opening(scenario)
        self._topics: dict[str, dict[str, int]] = defaultdict(dict)
        for row in scenario.engagement_topics:
            self._topics[row.engagement][row.topic] = row.strength
        self.acts = tuple(self._act(engagement) for engagement in scenario.engagements)
        self.act_index = {act.id: index for index, act in enumerate(self.acts)}
        self.tables = tuple(self._table(index) for index in range(len(scenario.meals)))
        self.table_index = {table.id: index for index, table in enumerate(self.tables)}
        self.beds = tuple(self._bed(index) for index in range(len(scenario.hotels)))
        self.bed_index = {bed.id: index for index, bed in enumerate(self.beds)}

    def _act(self, engagement: Engagement) -> Act:
        everyone = tuple(range(len(self.tracks)))
        named = not {"all", "tracks"} & set(engagement.audience)
        spans, registered = self._hours(engagement), self._registered(engagement)
        return Act(
            id=engagement.id,
            kind=engagement.kind,
            site=self.site_index[engagement.site],
            minutes=engagement.minutes,
            before=engagement.setup_minutes + engagement.buffer_minutes,
            plenary="tracks" not in engagement.audience,
            audience=tuple(self.track_index[track] for track in engagement.audience) if named else everyone,
            sessions=engagement.sessions,
            together=engagement.together,
            capacity=engagement.capacity if self.setting_on(CAPACITY) else None,
            limit=engagement.capacity if self.must_hold(CAPACITY) else None,
            mandatory=engagement.mandatory if self.setting_on("mandatory_engagements_are_held") else "no",
            head_required=engagement.head_required and self.setting_on("the_head_attends"),
            host=engagement.host,
            host_rank=engagement.host_rank,
            benefit=engagement.benefit,
            province=self.scenario.site[engagement.site].province,
            starts=tuple(_starts(day, engagement.minutes) if registered else () for day in spans),
            topics=self._topics[engagement.id],
        )

    def _may_break(self, rule: str, engagement: Engagement) -> bool:
        """Is `rule` soft, and the engagement one that must be held? Then the account says what breaking it costs."""
        asked = engagement.mandatory != "no" or any(pin.state != "out" for pin in self._pins(engagement))
        return asked and not self.scenario.rules.setting(rule).hard

    def _pins(self, engagement: Engagement) -> list[Pin]:
        return [pin for pin in self.scenario.pins if pin.engagement == engagement.id]

    def _hours(self, engagement: Engagement) -> list[tuple[Span, ...]]:
        """Spans by day in which an engagement may lie.

        Where opening hours are soft, what must be held may be held when it is pinned, or at any time if it never fits.
        """
        rule = "engagements_lie_within_opening_hours"
        always: list[tuple[Span, ...]] = [((day * DAY, (day + 1) * DAY),) for day in range(self.days)]
        if not self.setting_on(rule):
            return always
        spans = [self._opening.of_engagement(engagement, day) for day in range(self.days)]
        if not self._may_break(rule, engagement):
            return spans
        for pin in self._pins(engagement):
            if pin.state == "fixed" and pin.on is not None and pin.at is not None:
                day = self.clock.day(pin.on)
                start = day * DAY + pin.at
                spans[day] = tuple(sorted({*spans[day], (start, start + engagement.minutes)}))
        return spans if any(_starts(day, engagement.minutes) for day in spans) else always

    def _registered(self, engagement: Engagement) -> bool:
        """Is there still time to register with the host?"""
        as_of, rule = self.scenario.programme.as_of, "registration_is_in_time"
        if as_of is None or not self.setting_on(rule) or self._may_break(rule, engagement):
            return True
        return (self.clock.first_day - as_of).days >= engagement.register_days

    def _table(self, index: int) -> Table:
        place = self.scenario.meals[index]
        rule = self.scenario.rules.lunch if place.kind == "lunch" else self.scenario.rules.dinner
        minutes = max(place.minutes, rule.minutes)
        starts = []
        for day in range(self.days):
            span = (day * DAY + rule.from_, day * DAY + rule.until)
            inside = ((max(start, span[0]), min(end, span[1])) for start, end in self._opening.of_meal(place, day))
            starts.append(_starts(tuple(inside), minutes))
        return Table(
            id=place.id,
            kind=place.kind,
            site=self.site_index[place.site],
            minutes=minutes,
            seats=place.seats,
            diets=frozenset(place.diets),
            price=place.price,
            starts=tuple(starts),
        )

    def _bed(self, index: int) -> Bed:
        hotel = self.scenario.hotels[index]
        nights = {night for night in range(max(self.nights, 1)) if self._is_open(hotel, night)}
        return Bed(
            hotel.id, self.site_index[hotel.site], hotel.rooms, hotel.price, frozenset(nights | self._closed_nights)
        )

    def _is_open(self, hotel: Hotel, night: int) -> bool:
        date = self.clock.date(night)
        return (hotel.from_ is None or hotel.from_ <= date) and (hotel.until is None or date <= hotel.until)

    @cached_property
    def _closed_nights(self) -> frozenset[int]:
        """Nights on which no hotel is open and any may be used, as the rule that one is open need not hold."""
        if self.must_hold("nights_are_stable"):
            return frozenset()
        rows, nights = self.scenario.hotels, range(max(self.nights, 1))
        return frozenset(night for night in nights if not any(self._is_open(row, night) for row in rows))

    def setting_on(self, rule: str) -> bool:
        """Does the scenario ask for `rule` at all, hard or soft?"""
        return self.scenario.rules.setting(rule).enabled

    def must_hold(self, rule: str) -> bool:
        """Does the scenario ask for `rule` as a hard one?"""
        setting = self.scenario.rules.setting(rule)
        return setting.enabled and setting.hard

    def minutes(self, origin: int, destination: int) -> tuple[int, int]:
        """Minutes of driving between two sites, off peak and in a peak."""
        return self._ways[origin][destination]

    @cached_property
    def _ways(self) -> list[list[tuple[int, int]]]:
        ways = [[self.travel.way(a, b) for b in self.sites] for a in self.sites]
        return [[(way.minutes, way.peak_minutes) for way in row] for row in ways]

    @cached_property
    def head(self) -> str:
        """The head of delegation's delegate id."""
        return self.scenario.head

    @cached_property
    def delegates(self) -> tuple[str, ...]:
        """Delegate ids in table order."""
        return tuple(who.id for who in self.scenario.delegates)

    @cached_property
    def interests(self) -> Mapping[str, Mapping[str, int]]:
        """Weight by topic of each visiting organisation."""
        found: dict[str, dict[str, int]] = defaultdict(dict)
        for row in self.scenario.interests:
            found[row.organisation][row.topic] = row.weight
        return found

    @cached_property
    def competitors(self) -> frozenset[tuple[str, str]]:
        """Pairs of competing organisations, each pair once, in alphabetical order."""
        return frozenset(
            (min(row.id, rival), max(row.id, rival)) for row in self.scenario.organisations for rival in row.competitors
        )

    @cached_property
    def whole_benefit(self) -> Mapping[str, int]:
        """What one delegate of each visiting organisation would gain from attending everything."""
        enough = self.scenario.rules.topics.enough
        strengths: dict[str, int] = defaultdict(int)
        for act in self.acts:
            for topic, strength in act.topics.items():
                strengths[topic] += strength
        base = sum(act.benefit for act in self.acts)
        return {
            organisation: base
            + sum(
                weight * min(strengths[topic], enough) for topic, weight in self.interests.get(organisation, {}).items()
            )
            for organisation in sorted({who.organisation for who in self.scenario.delegates})
        }
