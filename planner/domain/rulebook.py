"""The rule book of a scenario: the parameters of every rule, and which rules are switched, softened or hardened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from planner.domain.asking import AskingRules
from planner.domain.columns import TimeOfDay
from planner.domain.rules import RULE, RuleSetting


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
    asking: AskingRules = AskingRules()
    buffers: BufferRules = BufferRules()
    delays: DelayRules = DelayRules()
    settings: Mapping[str, RuleSetting] = field(default_factory=dict)

    def setting(self, rule: str) -> RuleSetting:
        """How `rule` stands in this scenario: its own setting, else the rule's default."""
        default = RULE[rule]
        return self.settings.get(rule, RuleSetting(True, default.hard, default.weight))

    def is_on(self, rule: str) -> bool:
        """Is `rule` asked for at all, hard or soft?"""
        return self.setting(rule).enabled

    def must_hold(self, rule: str) -> bool:
        """Is `rule` asked for as a hard one?"""
        setting = self.setting(rule)
        return setting.enabled and setting.hard
