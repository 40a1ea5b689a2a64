"""Limits on how many literals hold, said in clauses."""

from __future__ import annotations

from collections.abc import Sequence

from ortools.sat.python import cp_model


def at_most(model: cp_model.CpModel, literals: Sequence[cp_model.IntVar], limit: int) -> None:
    """At most `limit` of `literals`, as a sequential counter in clauses (Sinz 2005).

    The counter's own variables let the solver learn short reasons, which proofs need. Where fewer literals must be
    false than may be true, the false ones are counted: the counter is that much smaller.
    """
    spare = len(literals) - limit
    if spare <= 0:
        return
    if limit <= 0:
        model.add_bool_and([literal.negated() for literal in literals])
    elif spare < limit:
        _at_least([literal.negated() for literal in literals], spare, model)
    else:
        _at_most(literals, limit, model)


def _at_most(literals: Sequence[cp_model.LiteralT], limit: int, model: cp_model.CpModel) -> None:
    before: list[cp_model.IntVar] = []
    for number, literal in enumerate(literals):
        counted = [model.new_bool_var("") for _ in range(min(limit, number + 1))]
        model.add_implication(literal, counted[0])
        for so_many, reached in enumerate(before):
            model.add_implication(reached, counted[so_many])
            if so_many + 1 < len(counted):
                model.add_bool_or([~literal, ~reached, counted[so_many + 1]])
        if len(before) == limit:
            model.add_bool_or([~literal, ~before[-1]])
        before = counted


def _at_least(literals: Sequence[cp_model.LiteralT], least: int, model: cp_model.CpModel) -> None:
    before: list[cp_model.IntVar] = []
    for number, literal in enumerate(literals):
        counted = [model.new_bool_var("") for _ in range(min(least, number + 1))]
        for so_many, reached in enumerate(counted):
            already = before[so_many : so_many + 1]
            model.add_bool_or([~reached, literal, *already])
            if so_many:
                model.add_bool_or([~reached, before[so_many - 1], *already])
        before = counted
    model.add_bool_or([before[least - 1]])
