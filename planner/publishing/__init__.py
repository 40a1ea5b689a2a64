"""Releases: numbered, immutable publications of a plan, and what each person was sent in them."""

from planner.publishing.ledger import newest_release
from planner.publishing.refusals import Unlawful
from planner.publishing.release import Release, publish
from planner.publishing.verifying import is_release, verify_release

__all__ = ["Release", "Unlawful", "is_release", "newest_release", "publish", "verify_release"]
