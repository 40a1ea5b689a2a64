"""Read, solve, check, write: the steps of each command, in order. The only place that knows them all."""
