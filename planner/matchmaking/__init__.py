"""Business meetings inside a matchmaking engagement: who meets whom, in which slot, at which table."""

from planner.matchmaking.meetings import (
    Matchmaking,
    Unmet,
    explain_meeting,
    make_meetings,
    matchmake,
    matchmakings,
    rematch,
)

__all__ = ["Matchmaking", "Unmet", "explain_meeting", "make_meetings", "matchmake", "matchmakings", "rematch"]
