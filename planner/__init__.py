"""Delegation visit planner: from a scenario to a checked plan, documents and calendars."""

__version__ = "0.1.0"
