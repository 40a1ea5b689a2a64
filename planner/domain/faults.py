"""What can be wrong: faults of an input, violations of a rule by a plan, notes on what was assumed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in an input: `where` (file, row, column), what was `found`, what was `expected`, a `hint`."""

    where: str
    found: str
    expected: str
    hint: str = ""
    severity: Literal["fault", "warning"] = "fault"
    code: str = ""

    def __str__(self) -> str:
        return " | ".join(part for part in (self.where, self.found, self.expected, self.hint) if part)


class Faulty(Exception):
    """An input that cannot be used; carries every fault at once."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class Refused(Exception):
    """Wrong use: the command would harm something, or lacks something; the message says what, and what to do."""


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule broken by a plan, with the facts that show it."""

    rule: str
    facts: tuple[tuple[str, str], ...]

    def fact(self, name: str) -> str:
        """The fact called `name`, empty if there is none."""
        return dict(self.facts).get(name, "")

    def __str__(self) -> str:
        return f"{self.rule}: " + ", ".join(f"{name} {value}" for name, value in self.facts)


def violation(rule: str, **facts: object) -> Violation:
    """A violation of `rule` with named facts as text."""
    return Violation(rule, tuple((name, str(value)) for name, value in facts.items()))


@dataclass(frozen=True, slots=True)
class Note:
    """Something a reader of the plan should know: an estimate used, a warning."""

    code: str
    text: str
