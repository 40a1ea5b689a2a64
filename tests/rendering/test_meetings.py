"""Business meetings on paper: by company and slot, and in the rota of their interpreters."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from planner.domain.plan import Meeting
from planner.rendering.stamp import Stamp
from planner.rendering.views.interpreters import rota_view
from planner.rendering.views.slots import slots_view
from planner.rendering.visit import Visit
from tests.handmade import at
from tests.matchmaking.visits import arrives_late, forum_plan, forum_scenario

SCENARIO = forum_scenario()


def meeting(slot: int, table: int, visitor: str, host: str, interpreter: str | None = None) -> Meeting:
    start = at(1, "13:00") + 20 * (slot - 1)
    return Meeting(
        engagement="forum",
        slot=slot,
        table=table,
        visitor=visitor,
        host=host,
        start=start,
        end=start + 20,
        interpreter=interpreter,
        proposed=False,
    )


MEETINGS = (
    meeting(1, 1, "alpha-iot", "iot-institute"),
    meeting(3, 1, "alpha-iot", "port-authority", "pim"),
    meeting(4, 1, "gamma-port", "port-authority", "pim"),
)
PLAN = replace(forum_plan(SCENARIO, individual=(arrives_late("he", "13:30"),)), meetings=MEETINGS)
VISIT = Visit(SCENARIO, PLAN, Stamp(dt.datetime(2017, 8, 1, 9, 0)))


def test_the_picture_tells_who_meets_waits_and_cannot_come() -> None:
    visitors, hosts = slots_view(VISIT, "forum", MEETINGS).halves
    assert (visitors.visiting, hosts.visiting) == (True, False)
    alpha, gamma = visitors.rows
    assert [cell.meetings for cell in alpha.cells] == [1, 0, 1, 0]
    assert [cell.idle for cell in alpha.cells] == [False, True, False, False]
    assert [cell.meetings for cell in gamma.cells] == [None, None, 0, 1]
    assert not any(cell.idle for cell in gamma.cells)


def test_the_picture_keeps_both_sides_apart_and_inside() -> None:
    view = slots_view(VISIT, "forum", MEETINGS)
    visitors, hosts = view.halves
    assert max(c.x for row in visitors.rows for c in row.cells) + view.cell <= hosts.at
    assert max(c.x for row in hosts.rows for c in row.cells) + view.cell <= view.width
    assert all(row.y + view.row <= view.height for half in view.halves for row in half.rows)


def test_the_rota_holds_the_meetings_of_an_interpreter_with_table_parties_and_rest() -> None:
    (rota,) = [one for one in rota_view(VISIT).rotas if any(duty.table for day in one.days for duty in day.duties)]
    duties = [duty for day in rota.days for duty in day.duties if duty.table]
    names = [tuple(name.get("en") for name in duty.parties) for duty in duties]
    organisation = SCENARIO.organisation
    assert names == [
        (organisation[visitor].name.get("en"), organisation["port-authority"].name.get("en"))
        for visitor in ("alpha-iot", "gamma-port")
    ]
    assert duties[1].rest is not None
    assert duties[1].rest.minutes == 0
