"""Delegates in wheelchairs are taken where they can go."""

from __future__ import annotations

from collections.abc import Iterator

from planner.checking.evidence import Evidence, Finding


def wheelchairs_have_access(evidence: Evidence) -> Iterator[Finding]:
    """Where a delegate in a wheelchair attends, eats or sleeps, the site has access for it; one finding an item.

    Where no site of the scenario says that it has access, nothing is known and nothing is found.
    """
    scenario = evidence.scenario
    fit = {site.id for site in scenario.sites if site.access}
    needy = {who.id for who in scenario.delegates if who.access == "wheelchair"}
    for outing in evidence.outings if fit and needy else ():
        for item in outing.record.items:
            if item.kind in ("engagement", "meal", "night") and item.site not in fit:
                there = [who for who in evidence.present(outing.of(item)) if who in needy]
                if there:
                    facts = {"found": f"{';'.join(there)} at {item.site}", "allowed": "a site with access"}
                    yield evidence.where(outing, item) | facts
