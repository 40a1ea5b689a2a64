"""The rules checked on a finished plan, from its own times; knows nothing of how the plan was made."""
