"""Who gets how much of a visit: organisations of both sides, and provinces."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from planner.checking.measures import Share, host_shares, visitor_shares
from planner.comparing.variants import Variant
from planner.domain.people import Side


@dataclass(frozen=True, slots=True)
class OrganisationShares:
    """What an organisation gets in each variant, and could get at most; None where it takes no part."""

    id: str
    side: Side
    shares: tuple[Share | None, ...]

    def percent(self, variant: int) -> float | None:
        """Per cent of the most it could get; None where there is nothing to get."""
        share = self.shares[variant]
        return 100 * share[0] / share[1] if share and share[1] else None

    def gain(self, variant: int, base: int = 0) -> float:
        """Points of per cent that it gets more than in the base; nothing is gained where it is missing in one."""
        new, old = self.percent(variant), self.percent(base)
        return 0.0 if new is None or old is None else new - old


@dataclass(frozen=True, slots=True)
class ProvinceShares:
    """Engagements held in a province, and the visitors received there summed over them, in each variant."""

    name: str
    engagements: tuple[int, ...]
    guests: tuple[int, ...]


def organisation_shares(variants: Sequence[Variant]) -> tuple[OrganisationShares, ...]:
    """Every organisation that wants something in any of the variants, visitors first, in the order of the tables."""
    found: list[OrganisationShares] = []
    measured = {
        "visitor": [visitor_shares(variant.evidence) for variant in variants],
        "host": [host_shares(variant.evidence) for variant in variants],
    }
    for side, shares in measured.items():
        ids = dict.fromkeys(id for one in shares for id in one)
        rows = (OrganisationShares(id, _side(side), tuple(one.get(id) for one in shares)) for id in ids)
        found += [row for row in rows if any(share and share[1] for share in row.shares)]
    return tuple(found)


def _side(side: str) -> Side:
    return "visitor" if side == "visitor" else "host"


def province_shares(variants: Sequence[Variant]) -> tuple[ProvinceShares, ...]:
    """Every province in which any variant holds an engagement, the busiest of the first variant first."""
    held: dict[str, list[set[str]]] = defaultdict(lambda: [set() for _ in variants])
    guests: dict[str, list[int]] = defaultdict(lambda: [0] * len(variants))
    for place, variant in enumerate(variants):
        for session in variant.evidence.sessions:
            site = variant.scenario.engagement[session.engagement].site
            province = variant.scenario.site[site].province
            held[province][place].add(session.engagement)
            guests[province][place] += session.heads
    rows = (ProvinceShares(name, tuple(map(len, held[name])), tuple(guests[name])) for name in held)
    return tuple(sorted(rows, key=lambda row: (-row.engagements[0], row.name)))
