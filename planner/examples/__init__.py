"""Generated scenarios: a delegation drawn from a seed, and a visit around it."""

from __future__ import annotations
