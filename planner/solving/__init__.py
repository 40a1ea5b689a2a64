"""Construct, improve, prove, re-plan, explain: each builds the one model for a scope."""
