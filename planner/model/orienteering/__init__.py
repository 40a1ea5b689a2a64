"""Team orienteering with time windows, in whole ticks: what the fast layer solves, for visits and benchmarks alike."""
