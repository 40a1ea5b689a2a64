"""Which engagements are in, for whom, in how many sessions: mandatory, pins, sessions, hosts, head, provinces."""

from __future__ import annotations

from collections import defaultdict

from planner.domain.clock import DAY
from planner.domain.engagements import Pin
from planner.model.posting import Posting
from planner.model.schedule import Visit
from planner.model.sharing import Sessions
from planner.model.variables import Linear, Literal, Variables, certain


def attended(v: Variables, act: int, track: int) -> list[Literal | int]:
    """Literals (or 1), one a day, of a track attending an act."""
    return [v.held[node] for node in v.visits_of(act) if node.track == track]


def held_sessions(v: Variables, act: int) -> list[Literal | int]:
    """Literals (or 1) of which at least one is true when the act is held at all."""
    one = v.problem.acts[act]
    nodes = v.visits_of(act)
    if not one.plenary:
        return [v.held[node] for node in nodes]
    return list({node.day: v.held[node] for node in nodes}.values())


def post_selection(v: Variables, post: Posting, sessions: Sessions) -> None:
    """All rules about what is in the programme."""
    for act in range(len(v.problem.acts)):
        _once(v, act)
        _mandatory(v, post, act)
        _head(v, post, act)
    for act in v.scope.forced:
        v.model.add(sum(held_sessions(v, act)) >= 1)
    for pin in v.problem.scenario.pins:
        _pin(v, post, pin)
    _hosts(v, post, sessions)
    _provinces(v, post)


def _once(v: Variables, act: int) -> None:
    """A track attends an act at most once; a plenary is held at most once."""
    if v.problem.acts[act].plenary:
        by_day = {node.day: v.held[node] for node in v.visits_of(act)}
        if len(by_day) > 1:
            v.model.add_at_most_one(by_day.values())
        return
    by_track: dict[int, list[Literal | int]] = defaultdict(list)
    for node in v.visits_of(act):
        by_track[node.track].append(v.held[node])
    for literals in by_track.values():
        if len(literals) > 1:
            v.model.add_at_most_one(literals)


def _mandatory(v: Variables, post: Posting, act: int) -> None:
    one = v.problem.acts[act]
    if one.mandatory == "no" or not post.wants("mandatory_engagements_are_held"):
        return
    if one.mandatory == "each" and not one.plenary:
        for track in one.audience:
            if track in v.roster.active:
                _at_least_one(v, post, attended(v, act, track), one.id, v.problem.tracks[track])
    else:
        _at_least_one(v, post, held_sessions(v, act), one.id)


def _at_least_one(v: Variables, post: Posting, literals: list[Literal | int], *facts: str) -> None:
    if certain(literals):
        return
    gate = post.gate("mandatory_engagements_are_held", *facts)
    v.model.add_bool_or([*literals, *(~literal for literal in gate)])


def _head(v: Variables, post: Posting, act: int) -> None:
    """What needs the head has the head's track, if anybody attends."""
    if not v.problem.acts[act].head_required or not post.wants("the_head_attends"):
        return
    nodes = v.visits_of(act)
    with_head = [v.held[node] for node in nodes if v.roster.head_track(node.day) == node.track]
    for node in nodes:
        if v.roster.head_track(node.day) != node.track and not certain(with_head):
            gate = post.gate("the_head_attends", v.problem.acts[act].id)
            under = [literal for literal in (v.held[node], *gate) if not isinstance(literal, int)]
            v.model.add_bool_or([*with_head, *(~literal for literal in under)])


def _pin(v: Variables, post: Posting, pin: Pin) -> None:
    """Rule pins_are_kept."""
    if not post.wants("pins_are_kept"):
        return
    act = v.problem.act_index[pin.engagement]
    day = None if pin.on is None else v.problem.clock.day(pin.on)
    track = None if pin.track is None else v.problem.track_index[pin.track]
    nodes = [node for node in v.visits_of(act) if track in (None, node.track) and day in (None, node.day)]
    facts = (pin.engagement, pin.track or "", str(pin.on or ""))
    if pin.state == "out":
        for node in nodes:
            post.forbid("pins_are_kept", [v.held[node]], *facts)
        return
    gate = post.gate("pins_are_kept", *facts)
    chosen = [_pinned(v, node, pin.at) for node in nodes]
    v.model.add_bool_or([*chosen, *(~literal for literal in gate)])


def _pinned(v: Variables, node: Visit, at: int | None) -> Literal | int:
    """A literal that implies that the node is held, and starts at the time of day if one is given."""
    held = v.held[node]
    if at is None:
        return held
    start, minute = v.start[node], node.day * DAY + at
    if isinstance(start, int):
        return held if start == minute else 0
    literal = v.new_bool()
    v.model.add(start == minute).only_enforce_if(literal)
    if not isinstance(held, int):
        v.model.add_implication(literal, held)
    return literal


def _hosts(v: Variables, post: Posting, sessions: Sessions) -> None:
    """Rule hosts_receive_one_session_at_a_time."""
    if not post.wants("hosts_receive_one_session_at_a_time"):
        return
    by_host: dict[str, list[tuple[Linear | int, int, Literal | int]]] = defaultdict(list)
    for act, one in enumerate(v.problem.acts):
        if one.host:
            by_host[one.host].extend(sessions.of(act))
    for host, held in by_host.items():
        if len(held) > 1 and any(not isinstance(literal, int) for _, _, literal in held):
            gate = post.gate("hosts_receive_one_session_at_a_time", host)
            v.model.add_no_overlap(
                [
                    v.model.new_optional_fixed_size_interval_var(start, minutes, literal, "")
                    for start, minutes, literal in held
                ]
            ).only_enforce_if(gate)


def _provinces(v: Variables, post: Posting) -> None:
    """Rule provinces_are_all_visited."""
    rules = v.problem.scenario.rules.provinces
    if not post.wants("provinces_are_all_visited"):
        return
    for province in rules.names:
        post.add("provinces_are_all_visited", sum(held_in(v, province)) >= rules.least, province)


def held_in(v: Variables, province: str) -> list[Literal | int]:
    """For each act in a province a literal (or 1) that may be true only if it is held."""
    return [literal for act, one in enumerate(v.problem.acts) if one.province == province for literal in _any(v, act)]


def _any(v: Variables, act: int) -> list[Literal | int]:
    literals = held_sessions(v, act)
    if len(literals) < 2:
        return literals
    if certain(literals):
        return [1]
    if act not in v.any_held:
        v.any_held[act] = v.new_bool()
        v.model.add_bool_or([*literals, ~v.any_held[act]])
    return [v.any_held[act]]
