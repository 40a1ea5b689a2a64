"""Tours of an orienteering problem in compiled code: everything that a step of the fast layer does."""
