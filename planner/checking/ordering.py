"""What comes first comes first: the order table, and courtesy calls before site visits."""

from __future__ import annotations

from collections.abc import Iterator

from planner.checking.evidence import Evidence, Finding


def order_is_kept(evidence: Evidence) -> Iterator[Finding]:
    """For each track that attends both: end(before) <= start(after), on the same date and within `max_gap_minutes`
    where the row says so."""
    for row in evidence.scenario.order:
        for track, held in evidence.attended.items():
            if row.before not in held or row.after not in held:
                continue
            before, after = held[row.before], held[row.after]
            gap = after.item.start - before.item.end
            wrong = {
                "before": gap < 0,
                "same day": row.same_day and before.day != after.day,
                f"at most {row.max_gap_minutes} min": row.max_gap_minutes is not None and gap > row.max_gap_minutes,
            }
            for allowed in (what for what, broken in wrong.items() if broken):
                found = f"{evidence.date(before.day)} {evidence.span(before.item, before.day)} and "
                found += f"{evidence.date(after.day)} {evidence.span(after.item, after.day)}"
                named = {"track": track, "engagement": row.before, "after": row.after}
                yield named | {"found": found, "allowed": allowed}


def courtesy_comes_first(evidence: Evidence) -> Iterator[Finding]:
    """A track that attends a courtesy call and a site visit in one province attends the call first; one finding per
    track, call and visit."""
    scenario = evidence.scenario
    for track, held in evidence.attended.items():
        rows = [(scenario.engagement[engagement], stop) for engagement, stop in held.items()]
        for call, first in (row for row in rows if row[0].kind == "courtesy_call"):
            for visit, second in (row for row in rows if row[0].kind == "site_visit"):
                same = scenario.site[call.site].province == scenario.site[visit.site].province
                if same and second.item.start < first.item.end:
                    yield {
                        "track": track,
                        "engagement": call.id,
                        "after": visit.id,
                        "date": evidence.date(second.day),
                        "province": scenario.site[call.site].province,
                    }
