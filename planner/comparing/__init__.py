"""Measures of plans, and the differences between plans and between scenarios."""
