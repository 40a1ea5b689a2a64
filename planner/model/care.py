"""Care for the guests and drivers: bearable days, meals, nights, rests."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from planner.domain.clock import DAY
from planner.domain.rulebook import MealRules
from planner.model.guests import starts_of
from planner.model.posting import Posting
from planner.model.routing import day_length
from planner.model.schedule import Meal, Visit
from planner.model.scope import night_after, night_before
from planner.model.variables import DEPOT, Literal, Route, Variables

CEREMONIAL_MEALS = ("reception", "meal")


def post_care(v: Variables, post: Posting) -> None:
    """Rules days_are_bearable, lunch_and_dinner_are_eaten, meal_seats, nights, rooms, drivers_rest."""
    for route in v.routes.values():
        if post.wants("days_are_bearable"):
            _bearable(v, post, route)
        for kind in ("lunch", "dinner"):
            _meal(v, post, route, kind)
        if post.wants("drivers_rest"):
            _drivers(v, post, route)
    _meal_seats(v, post)
    _nights(v, post)


def _facts(v: Variables, route: Route) -> tuple[str, str]:
    return v.problem.tracks[route.key[0]], str(v.problem.clock.date(route.key[1]))


def _bearable(v: Variables, post: Posting, route: Route) -> None:
    rules, facts, day = v.problem.scenario.rules.days, _facts(v, route), route.key[1]
    visits = [v.held[node] for node in route.nodes if isinstance(node, Visit)]
    if len(visits) > rules.most_engagements:
        post.add("days_are_bearable", sum(visits) <= rules.most_engagements, *facts)
    post.add("days_are_bearable", day_length(route) <= rules.longest_minutes, *facts)
    arrival = v.roster.arrivals.get(route.key[0])
    arrives_today = arrival is not None and arrival.day == day
    first, last = v.roster.frame(route.key)
    if v.roster.begin(route.key).site is None:  # straight to a flight: as early as it asks
        straight = [] if v.roster.end(route.key).site is None else [~route.idle]
        post.add("days_are_bearable", route.departs[DEPOT] >= first, *facts, under=straight)
    if v.roster.end(route.key).site is None and not arrives_today and route.arrives is not None:
        post.add("days_are_bearable", route.arrives <= last, *facts)
    for node in route.nodes if v.roster.by_air(route.key) else ():
        spans = starts_of(v.problem, node)
        if any(begins < first for begins, _ in spans):
            post.add("days_are_bearable", v.start[node] >= first, *facts, under=[v.held[node]])
        if any(latest + v.minutes(node) > last for _, latest in spans):
            post.add("days_are_bearable", v.end(node) <= last, *facts, under=[v.held[node]])
    if arrives_today and arrival is not None and rules.rest_after_flight_minutes:
        rested = arrival.minute + rules.rest_after_flight_minutes
        for node in route.nodes:
            if isinstance(node, Visit):
                post.add("days_are_bearable", v.start[node] >= rested, *facts, under=[v.held[node]])


def _meal(v: Variables, post: Posting, route: Route, kind: str) -> None:
    """A meal is eaten unless the day begins after its span has begun, or ends before it has ended."""
    tables = v.problem.tables
    places = [v.held[node] for node in route.nodes if isinstance(node, Meal) and tables[node.table].kind == kind]
    if len(places) > 1:
        v.model.add_at_most_one(places)
    if not post.wants("lunch_and_dinner_are_eaten"):
        return
    rules = v.problem.scenario.rules.lunch if kind == "lunch" else v.problem.scenario.rules.dinner
    first, last = (route.key[1] * DAY + minute for minute in (rules.from_, rules.until))
    late, early = v.new_bool(), v.new_bool()
    v.model.add(route.departs[DEPOT] > first).only_enforce_if(late)
    if route.arrives is not None:
        v.model.add(route.arrives < last).only_enforce_if(early)
    ways_out: list[Literal | int] = [late, early]
    if stays_put(v, route):
        ways_out.append(route.idle)
    banquets = _banquets(v, route, rules)
    gate = post.gate("lunch_and_dinner_are_eaten", *_facts(v, route), kind)
    v.model.add_bool_or([*places, *banquets, *ways_out, *(~literal for literal in gate)])


def stays_put(v: Variables, route: Route) -> bool:
    """Does the day begin and end at the same one place, so that an idle day asks for nothing?"""
    night = night_before(v.roster, route.key)
    if night is not None and night == night_after(v.roster, route.key):
        return True
    begins, ends = v.doors(route.key, begins=True), v.doors(route.key, begins=False)
    return len(begins) == len(ends) == 1 and begins[0][0] == ends[0][0]


def _banquets(v: Variables, route: Route, rules: MealRules) -> list[Literal | int]:
    """Literals that imply that a reception or meal engagement lies inside the meal's span."""
    first, last = (route.key[1] * DAY + minute for minute in (rules.from_, rules.until))
    found: list[Literal | int] = []
    for node in route.nodes:
        if not isinstance(node, Visit) or v.problem.acts[node.act].kind not in CEREMONIAL_MEALS:
            continue
        start, end = v.start[node], v.end(node)
        if isinstance(start, int) and isinstance(end, int):
            found += [v.held[node]] if first <= start and end <= last else []
            continue
        literal = v.new_bool()
        v.model.add(start >= first).only_enforce_if(literal)
        v.model.add(end <= last).only_enforce_if(literal)
        v.model.add_bool_or([~literal, v.held[node]])
        found.append(literal)
    return found


def _meal_seats(v: Variables, post: Posting) -> None:
    """No meal place seats more heads at a time than it has."""
    if not post.wants("meal_seats_are_not_exceeded"):
        return
    by_table: dict[tuple[int, int], list[Meal]] = defaultdict(list)
    for node in v.held:
        if isinstance(node, Meal):
            by_table[node.table, node.day].append(node)
    for (table, day), nodes in by_table.items():
        seats = v.problem.tables[table].seats
        heads = [v.needs.guests.heads(node) for node in nodes]
        if sum(heads) > seats and any(node not in v.kept for node in nodes):
            intervals = [
                v.model.new_optional_fixed_size_interval_var(v.start[node], v.minutes(node), v.held[node], "")
                for node in nodes
            ]
            gate = post.gate("meal_seats_are_not_exceeded", v.problem.tables[table].id, str(v.problem.clock.date(day)))
            v.model.add_cumulative(intervals, heads, seats).only_enforce_if(gate)


def _nights(v: Variables, post: Posting) -> None:
    """One hotel a track and night, where it was fixed, with rooms for all and few moves."""
    for (track, night), options in v.beds.items():
        if (track, night) in v.scope.nights:
            if options:
                v.model.add_exactly_one(list(options.values()))
            else:
                _no_hotel(v, post, track, night)
            _fixed_stay(v, post, track, night)
    if post.wants("rooms_are_not_exceeded"):
        _rooms(v, post)
    if post.wants("nights_are_stable"):
        for track in v.roster.active:
            moves = moves_of(v, track)
            if any(not isinstance(move, int) for move in moves):
                post.add(
                    "nights_are_stable", sum(moves) <= v.problem.scenario.rules.nights.moves, v.problem.tracks[track]
                )


def _no_hotel(v: Variables, post: Posting, track: int, night: int) -> None:
    """No hotel is open: never lawful, and said so where conflicts are looked for."""
    literals = post.named("nights_are_stable", v.problem.tracks[track], str(v.problem.clock.date(night)))
    v.model.add_bool_or([~literal for literal in literals])


def _fixed_stay(v: Variables, post: Posting, track: int, night: int) -> None:
    date, options = v.problem.clock.date(night), v.beds[track, night]
    fixed = {stay.track: stay.hotel for stay in v.problem.scenario.stays if stay.night == date}
    hotel = fixed.get(v.problem.tracks[track], fixed.get(None))
    if hotel is not None and post.wants("nights_are_stable"):
        chosen = options.get(v.problem.bed_index[hotel], 0)
        gate = post.gate("nights_are_stable", v.problem.tracks[track], str(date))
        v.model.add_bool_or([chosen, *(~literal for literal in gate)])


def _rooms(v: Variables, post: Posting) -> None:
    taken: dict[tuple[int, int], list[tuple[int, Literal | int]]] = defaultdict(list)
    for (track, night), options in v.beds.items():
        rooms = len(v.roster.rooms(track, night))
        for bed, literal in options.items():
            taken[night, bed].append((rooms, literal))
    for (night, bed), loads in taken.items():
        rooms = v.problem.beds[bed].rooms
        if sum(load for load, _ in loads) > rooms and any(not isinstance(literal, int) for _, literal in loads):
            total = sum(load * literal for load, literal in loads)
            post.add("rooms_are_not_exceeded", total <= rooms, v.problem.beds[bed].id, str(v.problem.clock.date(night)))


def moves_of(v: Variables, track: int) -> list[Literal | int]:
    """For each pair of following nights of a track a literal, or number, that is 1 if the hotel changes."""
    if track not in v.moves:
        nights = sorted(night for who, night in v.beds if who == track)
        v.moves[track] = [_move(v, track, a, b) for a, b in pairwise(nights)]
    return v.moves[track]


def _move(v: Variables, track: int, night: int, following: int) -> Literal | int:
    before, after = v.beds[track, night], v.beds[track, following]
    if len(before) == 1 and len(after) == 1:
        return int(set(before) != set(after))
    move = v.new_bool()
    for bed, literal in before.items():
        v.model.add_bool_or([move, after.get(bed, 0), *([] if isinstance(literal, int) else [~literal])])
    return move


def _drivers(v: Variables, post: Posting, route: Route) -> None:
    """No more driving in a row than allowed without a rest, and no more in a day."""
    rules, facts = v.problem.scenario.rules.driving, _facts(v, route)
    post.add("drivers_rest", sum(route.leg) <= rules.day_minutes, *facts)
    boarding = v.roster.boarding(route.key)
    row = [v.model.new_int_var(0, DAY, "") for _ in route.leg]
    for place, leg in enumerate(route.leg):
        v.model.add(row[place] >= leg)
        post.add("drivers_rest", row[place] <= rules.in_a_row_minutes, *facts)
    for (i, j), arc in route.arcs.items():
        if j == DEPOT:
            continue
        node = route.nodes[j - 1]
        if v.before(node) + v.minutes(node) + boarding < rules.rest_minutes:
            v.model.add(row[j] >= row[i] + route.leg[j]).only_enforce_if(arc)
