"""Which delegate travels in which track, before any route is known: kindred interests, common flights, enough seats."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from functools import cached_property
from typing import Literal

from ortools.sat.python import cp_model

from planner.domain.engagements import Pin
from planner.domain.people import Delegate
from planner.model.acts import Act, Audience
from planner.model.problem import Problem
from planner.model.solver import new_solver
from planner.solving.assigning_languages import post_interpreters

SAME_FLIGHT = 12
TOGETHER = 8
RIVALS = 60


Fit = Literal["spoken", "all", "required", "sizes", "any"]
"""What an assignment fits: interpreters; seats, diets and rooms; what engagements that must be held can hold; sizes of
tracks; each of these and all after it."""


class Assigning:
    """Builds a first assignment for the whole visit; different seeds give different, equally reasonable ones."""

    def __init__(self, problem: Problem, seed: int) -> None:
        self._problem = problem
        self._random = random.Random(seed)
        self._delegates = problem.scenario.delegates
        self._model = cp_model.CpModel()
        self._seed = seed
        self._in = {
            (who.id, track): self._model.new_bool_var("")
            for who in self._delegates
            for track in range(len(problem.tracks))
        }

    def solve(self, work: float, *, fit: Fit = "spoken") -> dict[str, int] | None:
        """Track index by delegate, or None where no assignment fits; `work` bounds the polishing."""
        self._tracks()
        if fit != "any":
            self._sizes()
        if fit in ("spoken", "all", "required"):
            self._required()
        if fit in ("spoken", "all"):
            self._seats()
            self._diets()
            self._rooms()
        if fit == "spoken":
            post_interpreters(self._model, self._problem, self._in)
        self._model.maximize(self._affinity() + self._company())
        solver = new_solver()
        solver.parameters.random_seed = self._seed
        solver.parameters.max_deterministic_time = work
        solver.parameters.linearization_level = 1
        if solver.solve(self._model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        return {who: track for (who, track), literal in self._in.items() if solver.value(literal)}

    def _tracks(self) -> None:
        names = self._problem.tracks
        for who in self._delegates:
            self._model.add_exactly_one(self._in[who.id, track] for track in range(len(names)))
            if who.track is not None:
                self._model.add(self._in[who.id, self._problem.track_index[who.track]] == 1)

    def _sizes(self) -> None:
        for index, track in enumerate(self._problem.scenario.tracks):
            size = sum(self._in[who, index] for who in self._problem.presence.there)
            self._model.add(size >= track.min_size)
            self._model.add(size <= track.max_size)

    @cached_property
    def _mates(self) -> dict[tuple[str, str, int], cp_model.IntVar]:
        """Literals by two who share a room and a track: they are both in it."""
        rows, found = self._problem.scenario.delegate, {}
        for who in self._delegates:
            mate = rows[who.room_with] if who.room_with else None
            if mate and mate.room_with == who.id and who.id < mate.id:
                for track in range(len(self._problem.tracks)):
                    both = found[who.id, mate.id, track] = self._model.new_bool_var("")
                    self._model.add_implication(both, self._in[who.id, track])
                    self._model.add_implication(both, self._in[mate.id, track])
        return found

    def _rooms(self) -> None:
        """A track sleeps in one hotel: every night some open one has rooms for all of it."""
        nights = self._problem.presence.nights
        if not self._problem.setting_on("rooms_are_not_exceeded"):
            return
        for night in range(self._problem.nights):
            most = max((bed.rooms for bed in self._problem.beds if night in bed.nights), default=0)
            sleepers = [who.id for who in self._delegates if night in nights[who.id]]
            for track in range(len(self._problem.tracks)) if most < len(sleepers) else ():
                heads = sum(self._in[who, track] for who in sleepers)
                shared = [
                    both
                    for (who, mate, where), both in self._mates.items()
                    if where == track and night in nights[who] and night in nights[mate]
                ]
                self._model.add(heads - sum(shared) <= most)

    def _required(self) -> None:
        """What must be held has somebody to attend it, the head where needed, and room for them."""
        for act in self._problem.acts:
            if act.mandatory != "no":
                self._attended(act.audience)
                if act.head_required:
                    self._model.add_bool_or([self._in[self._problem.head, track] for track in act.audience])
                if act.capacity is not None:
                    self._roomy(act, act.capacity)
        if self._problem.setting_on("pins_are_kept"):
            for pin in self._problem.scenario.pins:
                if pin.state != "out":
                    self._pinned(pin)

    def _pinned(self, pin: Pin) -> None:
        """What is pinned in has somebody to attend it, on its day where that is pinned."""
        audience = self._problem.acts[self._problem.act_index[pin.engagement]].audience
        day = None if pin.on is None else self._problem.clock.day(pin.on)
        self._attended((self._problem.track_index[pin.track],) if pin.track else audience, day)

    def _attended(self, audience: Audience, day: int | None = None) -> None:
        """One of the tracks is not empty, on that day where one is given."""
        presence = self._problem.presence
        there = [who for who in presence.there if day is None or day in presence.days[who]]
        self._model.add_bool_or([self._in[who, track] for who in there for track in audience])

    def _roomy(self, act: Act, capacity: int) -> None:
        """There is room for every track, for those that attend together, or for one at least."""
        heads = [sum(self._in[who.id, track] for who in self._delegates) for track in act.audience]
        if act.plenary:
            self._model.add(sum(heads) <= capacity)
        elif act.mandatory == "each":
            for load in heads:
                self._model.add(load <= capacity)
        else:
            goes = [self._model.new_bool_var("") for _ in heads]
            self._model.add_bool_or(goes)
            for load, literal in zip(heads, goes, strict=True):
                self._model.add(load <= capacity).only_enforce_if(literal)

    def _seats(self) -> None:
        """Vehicles that can be had every day are enough, with one fit for a wheelchair where one is used."""
        if not self._problem.setting_on("seats_are_not_exceeded"):
            return
        fleet = self._problem.scenario.vehicles
        tracks = range(len(self._problem.tracks))
        dates = self._problem.clock.dates
        always = [i for i, one in enumerate(fleet) if not one.days or set(dates) <= set(one.days)]
        used = {(i, track): self._model.new_bool_var("") for i in always for track in tracks}
        for i in always:
            self._model.add_at_most_one(used[i, track] for track in tracks)
        for track in tracks:
            heads = sum(self._in[who.id, track] for who in self._delegates)
            self._model.add(heads <= sum(fleet[i].seats * used[i, track] for i in always))
            fit = [used[i, track] for i in always if fleet[i].access == "wheelchair"]
            for who in self._delegates:
                if who.access == "wheelchair":
                    self._model.add_bool_or([~self._in[who.id, track], *fit])

    def _diets(self) -> None:
        """For lunch and dinner a track has some place that serves all its diets."""
        if not self._problem.setting_on("lunch_and_dinner_are_eaten"):
            return
        for kind in ("lunch", "dinner"):
            served = {table.diets for table in self._problem.tables if table.kind == kind}
            widest = [diets for diets in served if not any(diets < other for other in served)]
            if widest:
                for track in range(len(self._problem.tracks)):
                    self._served(track, sorted(widest, key=sorted))

    def _served(self, track: int, widest: list[frozenset[str]]) -> None:
        chosen = [self._model.new_bool_var("") for _ in widest]
        self._model.add_exactly_one(chosen)
        for who in self._delegates:
            asks = {diet for diet in who.diet if not diet.startswith("allergy")}
            if asks:
                fit = [literal for literal, diets in zip(chosen, widest, strict=True) if asks <= diets]
                self._model.add_bool_or([~self._in[who.id, track], *fit])

    def _affinity(self) -> cp_model.LinearExpr:
        """How much of what a track is about each delegate cares for."""
        themes = self._themes()
        noise = self._random.random
        terms: list[cp_model.LinearExpr] = []
        for who in self._delegates:
            interests = self._problem.interests.get(who.organisation, {})
            for track, theme in enumerate(themes):
                worth = sum(weight * theme.get(topic, 0.0) for topic, weight in interests.items())
                terms.append(round(10 * worth * (0.7 + 0.6 * noise())) * self._in[who.id, track])
        return cp_model.LinearExpr.sum(terms)

    def _themes(self) -> list[dict[str, float]]:
        """Topics by track: of the engagements meant for it alone, or else like those of delegates drawn by lot."""
        enough = self._problem.scenario.rules.topics.enough
        themes: list[dict[str, float]] = []
        for track in range(len(self._problem.tracks)):
            strengths: Counter[str] = Counter()
            for act in self._problem.acts:
                if track in act.audience and len(act.audience) < max(2, len(self._problem.tracks) // 2):
                    strengths.update(act.topics)
            themes.append({topic: min(float(total), enough) for topic, total in strengths.items()})
        pool = [who for who in self._delegates if who.track is None]
        for theme in themes:
            if not theme and pool:
                theme.update(self._drawn(pool))
        return themes

    def _drawn(self, pool: list[Delegate]) -> dict[str, float]:
        who = self._random.choice(pool)
        return {topic: float(weight) for topic, weight in self._problem.interests.get(who.organisation, {}).items()}

    def _company(self) -> cp_model.LinearExpr:
        """Few different flights in a track, and who shares a room in one track."""
        worth: list[cp_model.LinearExpr] = []
        flights: dict[tuple[str | None, str | None], list[str]] = defaultdict(list)
        for who in self._delegates:
            flights[who.arrival, who.departure].append(who.id)
        for members in flights.values():
            for track in range(len(self._problem.tracks)):
                some = self._model.new_bool_var("")
                for who_id in members:
                    self._model.add_implication(self._in[who_id, track], some)
                worth.append(-SAME_FLIGHT * 10 * some)
        worth += [TOGETHER * 10 * both for both in self._mates.values()]
        return cp_model.LinearExpr.sum(worth) - self._rivalry()

    def _rivalry(self) -> cp_model.LinearExpr:
        """What it costs that competitors travel in one track."""
        setting = self._problem.scenario.rules.setting("competitors_are_apart")
        firms: dict[str, list[str]] = defaultdict(list)
        for who in self._delegates:
            firms[who.organisation].append(who.id)
        costs: list[cp_model.LinearExpr] = []
        for one, other in sorted(self._problem.competitors) if setting.enabled else ():
            for track in range(len(self._problem.tracks)):
                met = self._model.new_bool_var("")
                costs.append((100 * RIVALS if setting.hard else RIVALS) * met)
                for a in firms[one]:
                    for b in firms[other]:
                        self._model.add_bool_or([~self._in[a, track], ~self._in[b, track], met])
        return cp_model.LinearExpr.sum(costs)
