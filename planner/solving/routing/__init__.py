"""The fast layer: ruin-and-recreate, exact time slices and recombination of routes on the orienteering problem."""
