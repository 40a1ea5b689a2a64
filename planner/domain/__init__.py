"""The words of the trade as frozen, typed records. Imports nothing else of the program."""
