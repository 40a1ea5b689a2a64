"""The tests, a mirror of the program."""
