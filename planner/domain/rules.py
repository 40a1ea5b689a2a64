"""The rules of a lawful programme by name, and the parameters a scenario may give them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from planner.domain.columns import TimeOfDay


@dataclass(frozen=True, slots=True)
class Rule:
    """A named sentence that holds: hard, or soft with a weight a breach. `source` is the practice that asks for it."""

    name: str
    sentence: str
    source: str
    hard: bool = True
    weight: int = 100


RULES: tuple[Rule, ...] = (
    Rule(
        "engagements_lie_within_opening_hours",
        "Every engagement and meal lies inside one opening span of its place.",
        "host offices' hours; public holidays",
    ),
    Rule(
        "nobody_is_in_two_places",
        "The stops of a track do not overlap and every delegate is in one track at a time.",
        "physics",
    ),
    Rule(
        "travel_takes_its_time",
        "Between two stops there is time to board, to travel at that hour and to prepare at the door.",
        "road times by hour; protocol practice",
    ),
    Rule(
        "mandatory_engagements_are_held",
        "What must be in the programme is in it, for everyone it is meant for.",
        "the scenario",
    ),
    Rule("pins_are_kept", "What a person has fixed stays as fixed.", "the scenario"),
    Rule(
        "sessions_are_not_exceeded",
        "An engagement has no more sessions than its host offers; a track attends it once.",
        "hosts' offers",
    ),
    Rule(
        "hosts_receive_one_session_at_a_time",
        "A host organisation receives one session at a time.",
        "courtesy to hosts",
    ),
    Rule("capacity_is_not_exceeded", "No session holds more heads than the place takes.", "hosts' limits"),
    Rule(
        "seats_are_not_exceeded",
        "The vehicles of a track seat everyone, with a place for each wheelchair; a vehicle serves one track a day.",
        "road safety law",
    ),
    Rule("rooms_are_not_exceeded", "Every night each hotel has a room for everyone sent there.", "hotel contracts"),
    Rule("meal_seats_are_not_exceeded", "No meal place seats more heads at a time than it has.", "restaurants' limits"),
    Rule("order_is_kept", "What must come first comes first.", "the scenario"),
    Rule(
        "courtesy_comes_first",
        "A track's courtesy call in a province comes before its site visits there.",
        "Chinese and Thai protocol practice",
        hard=False,
        weight=200,
    ),
    Rule(
        "days_are_bearable",
        "Days keep their earliest start, latest end, greatest length, most engagements and rest after a flight.",
        "care for the guests",
    ),
    Rule(
        "lunch_and_dinner_are_eaten",
        "Whoever is out over a meal's hours eats then, long enough, with every diet served.",
        "care for the guests",
    ),
    Rule(
        "nights_are_stable",
        "A track sleeps in one open hotel a night, where it was fixed, with few moves.",
        "care for the guests",
    ),
    Rule(
        "drivers_rest",
        "No driver drives too long in a row or in a day.",
        "Land Transport practice: 4 h in a row, then 30 min; 8 h a day",
    ),
    Rule(
        "interpreters_are_there",
        "Whoever shares no language with the host has an interpreter, within hours and with breaks.",
        "AIIC and AICE working conditions",
    ),
    Rule(
        "ranks_are_matched",
        "The highest visitor of a session stands within a few levels of who receives.",
        "reciprocity of rank",
        hard=False,
        weight=100,
    ),
    Rule("the_head_attends", "What needs the head of delegation has the head.", "protocol practice"),
    Rule(
        "provinces_are_all_visited",
        "Each named province holds at least so many engagements.",
        "both governments' purpose",
    ),
    Rule(
        "competitors_are_apart", "Competitors do not share a session.", "commercial discretion", hard=False, weight=50
    ),
    Rule(
        "registration_is_in_time",
        "Hosts that register guests beforehand still have the days for it.",
        "hosts' lead times",
    ),
    Rule(
        "meetings_fit",
        "Business meetings fit their slots, tables, seats, interpreters and wishes.",
        "practice of matchmaking events",
    ),
)

RULE: Mapping[str, Rule] = {rule.name: rule for rule in RULES}


@dataclass(frozen=True, slots=True)
class RuleSetting:
    """What a scenario says of one rule."""

    enabled: bool = True
    hard: bool = True
    weight: int = 100


@dataclass(frozen=True, slots=True)
class Peak:
    """A daily span of slow roads: a departure in [from_, until) on one of `days` (mon to sun) takes the peak time."""

    days: tuple[str, ...]
    from_: TimeOfDay
    until: TimeOfDay


WORKDAYS = ("mon", "tue", "wed", "thu", "fri")
PEAKS = (
    Peak(WORKDAYS, TimeOfDay(7 * 60), TimeOfDay(9 * 60 + 30)),
    Peak(WORKDAYS, TimeOfDay(16 * 60), TimeOfDay(19 * 60)),
)


@dataclass(frozen=True, slots=True)
class ArrivalRules:
    after_landing_minutes: int = 60
    wait_minutes: int = 120


@dataclass(frozen=True, slots=True)
class DepartureRules:
    before_takeoff_minutes: int = 180


@dataclass(frozen=True, slots=True)
class MealRules:
    """A meal's daily span [from_, until) and its least length in minutes."""

    from_: TimeOfDay
    until: TimeOfDay
    minutes: int


@dataclass(frozen=True, slots=True)
class TravelRules:
    detour: float = 1.35
    kmh: float = 55.0
    least_minutes: int = 10
    factor: float = 1.0
    peaks: tuple[Peak, ...] = PEAKS


@dataclass(frozen=True, slots=True)
class BoardingRules:
    base_minutes: int = 5
    minutes_per_coach: int = 5


@dataclass(frozen=True, slots=True)
class DayRules:
    most_engagements: int = 6
    longest_minutes: int = 840
    rest_after_flight_minutes: int = 0


@dataclass(frozen=True, slots=True)
class NightRules:
    moves: int = 3


@dataclass(frozen=True, slots=True)
class DrivingRules:
    in_a_row_minutes: int = 240
    rest_minutes: int = 30
    day_minutes: int = 480


BRIDGE = "en"
"""The language over which two interpreters relay."""


@dataclass(frozen=True, slots=True)
class InterpretingRules:
    day_minutes: int = 420
    stretch_minutes: int = 90
    break_minutes: int = 15
    talks_need: int = 2
    factor_percent: int = 100
    relay: bool = False


@dataclass(frozen=True, slots=True)
class RankRules:
    within: int = 2


@dataclass(frozen=True, slots=True)
class ProvinceRules:
    names: tuple[str, ...] = ()
    least: int = 1


@dataclass(frozen=True, slots=True)
class EnoughRules:
    """Above `enough` more of the same earns nothing."""

    enough: int


@dataclass(frozen=True, slots=True)
class MatchmakingRules:
    floor: int = 1
    most: int = 12


@dataclass(frozen=True, slots=True)
class ChangeRules:
    """Cost of changing an engagement, by its commitment, times what happens to it."""

    idea: int = 1
    asked: int = 3
    tentative: int = 5
    confirmed: int = 20
    announced: int = 50
    moved: int = 1
    swapped: int = 2
    dropped: int = 3


@dataclass(frozen=True, slots=True)
class BufferRules:
    """`on_time_percent`: legs are planned with the travel time that suffices so often; 0 plans with the usual time."""

    on_time_percent: int = 0


@dataclass(frozen=True, slots=True)
class DelayRules:
    """How late things run, for planning with buffers and for simulations.

    Travel: the standard deviation of a leg's time in percent of it, off peak and in a peak; lognormal, as travel times
    are usually described in studies of reliability (FHWA, "Travel Time Reliability"). `common_percent` is the share of
    the variance that all legs of a day have in common (weather). The percentages are planning assumptions.
    Overruns: mean, in percent of an engagement's length; boarding: mean minutes lost at each departure; both
    exponential, planning assumptions. `catch_up_percent`: an engagement that starts late is cut by up to so much of
    its length, as hosts' time is fixed (planning assumption).
    Flights: the share of arrivals that are late and the mean delay of those, exponential: 71.67 % of China's flights of
    2017 were regular, all of them 24 min late in the mean (CAAC, statistical bulletin of civil aviation 2017), hence
    24 / 0.2833 = 85 min. `counter_minutes`: check-in closes so long before take-off (airlines' practice: 45 to 60).
    `grace_minutes`: what starts so little late is still on time (planning assumption).
    """

    travel_spread_percent: int = 12
    peak_spread_percent: int = 25
    common_percent: int = 40
    overrun_percent: int = 5
    catch_up_percent: int = 20
    boarding_minutes: int = 2
    late_flights_percent: int = 28
    late_flight_minutes: int = 85
    counter_minutes: int = 60
    grace_minutes: int = 5


@dataclass(frozen=True, slots=True)
class RuleBook:
    """Every parameter of the rules, and what the scenario switches, softens or hardens."""

    arrival: ArrivalRules = ArrivalRules()
    departure: DepartureRules = DepartureRules()
    lunch: MealRules = MealRules(TimeOfDay(11 * 60 + 30), TimeOfDay(13 * 60 + 30), 60)
    dinner: MealRules = MealRules(TimeOfDay(17 * 60 + 30), TimeOfDay(20 * 60 + 30), 75)
    travel: TravelRules = TravelRules()
    boarding: BoardingRules = BoardingRules()
    days: DayRules = DayRules()
    nights: NightRules = NightRules()
    driving: DrivingRules = DrivingRules()
    interpreting: InterpretingRules = InterpretingRules()
    ranks: RankRules = RankRules()
    provinces: ProvinceRules = ProvinceRules()
    topics: EnoughRules = EnoughRules(6)
    wishes: EnoughRules = EnoughRules(10)
    matchmaking: MatchmakingRules = MatchmakingRules()
    changes: ChangeRules = ChangeRules()
    buffers: BufferRules = BufferRules()
    delays: DelayRules = DelayRules()
    settings: Mapping[str, RuleSetting] = field(default_factory=dict)

    def setting(self, rule: str) -> RuleSetting:
        """How `rule` stands in this scenario: its own setting, else the rule's default."""
        default = RULE[rule]
        return self.settings.get(rule, RuleSetting(True, default.hard, default.weight))
