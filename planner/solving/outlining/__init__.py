"""Outlines of a visit: who attends what on which day, before anything has its time and before tracks meet."""
