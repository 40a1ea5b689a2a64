"""Carbon dioxide of the roads driven."""

from __future__ import annotations

from collections.abc import Mapping

from planner.domain.plan import Plan
from planner.domain.programme import Programme
from planner.domain.scenario import Scenario

DIESEL_KG_PER_LITRE = 74_100 * 43.0e-6 * 0.84
"""kg CO2 per litre of diesel: 74,100 kg/TJ (IPCC 2006 Guidelines, volume 2, table 3.2.1), 43.0 TJ/Gg (table 1.2),
density 0.84 kg/l: 2.68 kg."""

LITRES_PER_100_KM: Mapping[str, float] = {"coach": 30.0, "van": 10.0, "car": 8.0}
"""Consumption by kind of vehicle: planning assumptions. Cars are counted as if they burned diesel."""


def co2_kg(scenario: Scenario, plan: Plan) -> float:
    """kg of CO2 of all transfers, and of the hired cars of those who travel alone; empty runs are not counted."""
    litres = sum(
        (stop.item.km or 0.0) / 100 * LITRES_PER_100_KM[scenario.vehicle[vehicle].kind]
        for stop in Programme(plan).stops()
        for vehicle in stop.item.vehicles
    )
    alone = sum((own.km or 0.0) / 100 * LITRES_PER_100_KM["car"] for own in plan.individual if own.kind == "transfer")
    return (litres + alone) * DIESEL_KG_PER_LITRE
