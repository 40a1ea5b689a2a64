"""What engagements are worth to a delegate of each visiting organisation."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

from planner.domain.scenario import Scenario

Attended = frozenset[str]
REMEMBERED = 8192


class Benefits:
    """Benefit of delegates: interest x strength by topic up to `topics.enough`, plus base benefit of each engagement.

    of(organisation, attended) = sum over the topics of the organisation of weight x min(sum of the strengths of that
    topic over the engagements attended, topics.enough) + sum of `benefit` over the engagements attended. An engagement
    counts once for a delegate.
    """

    def __init__(self, scenario: Scenario) -> None:
        self._enough = scenario.rules.topics.enough
        self._base = {engagement.id: engagement.benefit for engagement in scenario.engagements}
        self._strengths: dict[str, dict[str, int]] = defaultdict(dict)
        for row in scenario.engagement_topics:
            self._strengths[row.engagement][row.topic] = row.strength
        self._interests: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for interest in scenario.interests:
            self._interests[interest.organisation].append((interest.topic, interest.weight))
        self._levels = lru_cache(REMEMBERED)(self._summed)
        self.of = lru_cache(REMEMBERED)(self._benefit)
        """Benefit of one delegate of an organisation (id) who attends these engagements (ids)."""
        self.whole = {org.id: self.of(org.id, frozenset(self._base)) for org in scenario.organisations}
        """Benefit of attending everything, for one delegate of each organisation."""

    def _benefit(self, organisation: str, attended: Attended) -> int:
        base, levels = self._levels(attended)
        return base + sum(weight * levels.get(topic, 0) for topic, weight in self._interests[organisation])

    def _summed(self, attended: Attended) -> tuple[int, dict[str, int]]:
        """Base benefit, and the strength of each topic up to what is enough, of the engagements attended."""
        totals: dict[str, int] = defaultdict(int)
        for engagement in attended:
            for topic, strength in self._strengths[engagement].items():
                totals[topic] += strength
        base = sum(self._base[engagement] for engagement in attended)
        return base, {topic: min(total, self._enough) for topic, total in totals.items()}
