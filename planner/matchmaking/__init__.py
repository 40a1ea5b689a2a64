"""Business meetings inside a matchmaking engagement: who meets whom, in which slot, at which table.

Nothing is gathered here, so that those who only read of seats and slots do not load the solver.
"""
