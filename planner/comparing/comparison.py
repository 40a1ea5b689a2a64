"""Plans laid side by side: their figures, who gains and loses, what is held where, and which inputs differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planner.comparing.figures import SAMPLES, Meaning, Values, figures, meaning
from planner.comparing.holdings import EngagementRow, engagement_rows
from planner.comparing.inputs import InputChange, input_changes
from planner.comparing.sharing import OrganisationShares, ProvinceShares, organisation_shares, province_shares
from planner.comparing.variants import Variant
from planner.domain.scenario import WEIGHTS


@dataclass(frozen=True)
class Comparison:
    """Everything that a comparison says; tuples run over the variants, the first of which is the base of all words.

    `published` is the plan from which changes are counted, where that is not the first one.
    """

    variants: tuple[Variant, ...]
    figures: tuple[Values, ...]
    organisations: tuple[OrganisationShares, ...]
    provinces: tuple[ProvinceShares, ...]
    engagements: tuple[EngagementRow, ...]
    inputs: tuple[tuple[InputChange, ...], ...]
    published: Variant | None = None

    @property
    def base(self) -> Variant:
        """The variant against which the others are held."""
        return self.variants[0]

    @property
    def fair(self) -> bool:
        """Were all solved with the same budget (to a tenth of it), seed and workers?"""
        seconds = [variant.plan.seconds for variant in self.variants]
        others = {variant.terms[1:] for variant in self.variants}
        return len(others) == 1 and max(seconds) - min(seconds) <= 0.1 * max(seconds)

    def meaning(self, figure: str, variant: int) -> Meaning:
        """What the difference of a figure from the base says."""
        return meaning(figure, self.base, self.variants[variant], self.figures[0], self.figures[variant])

    @property
    def weighed_alike(self) -> bool:
        """Do all scenarios give the aims the same weights, so that objectives can be compared?"""
        weights = [{**WEIGHTS, **variant.scenario.objective.weights} for variant in self.variants]
        return all(other == weights[0] for other in weights)

    def counted(self, figure: str) -> tuple[float | None, ...]:
        """The values of a figure, with that of the base where the difference from it is none."""
        known = [values[figure] for values in self.figures]
        alike = [place > 0 and self.meaning(figure, place) == "none" for place in range(len(known))]
        return tuple(known[0] if same else value for same, value in zip(alike, known, strict=True))

    def winners(self, variant: int) -> tuple[OrganisationShares, ...]:
        """Organisations that get more than in the base, the greatest gain first."""
        rows = [row for row in self.organisations if row.gain(variant) > 0]
        return tuple(sorted(rows, key=lambda row: -row.gain(variant)))

    def losers(self, variant: int) -> tuple[OrganisationShares, ...]:
        """Organisations that get less than in the base, the greatest loss first."""
        rows = [row for row in self.organisations if row.gain(variant) < 0]
        return tuple(sorted(rows, key=lambda row: row.gain(variant)))


def compare(variants: Sequence[Variant], samples: int = SAMPLES, published: Variant | None = None) -> Comparison:
    """Lay lawful plans side by side; `samples` visits are simulated for each.

    Changes are counted from the `published` plan, by default the first. Raises ValueError for fewer than two plans, or
    two of one name.
    """
    if len(variants) < 2 or len({variant.name for variant in variants}) < len(variants):
        raise ValueError("a comparison needs two or more variants with different names")
    base = variants[0]
    return Comparison(
        variants=tuple(variants),
        figures=tuple(figures(variant, published or base, samples) for variant in variants),
        organisations=organisation_shares(variants),
        provinces=province_shares(variants),
        engagements=engagement_rows(variants),
        inputs=tuple(input_changes(base.scenario, variant.scenario) for variant in variants),
        published=published,
    )
