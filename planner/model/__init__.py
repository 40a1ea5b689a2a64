"""A scenario as integers, and the one CP-SAT model of it that is built for any scope."""
