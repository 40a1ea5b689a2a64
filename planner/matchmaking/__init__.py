"""Business meetings inside a matchmaking engagement: who meets whom, in which slot, at which table."""
