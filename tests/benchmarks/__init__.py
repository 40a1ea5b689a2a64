"""Measurements; not in the default test run."""
