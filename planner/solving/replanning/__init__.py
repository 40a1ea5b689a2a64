"""Plan again with the fewest changes."""

from planner.solving.replanning.case import AGREED, Drop
from planner.solving.replanning.past import with_past
from planner.solving.replanning.replan import Replanned, Task, replan

__all__ = ["AGREED", "Drop", "Replanned", "Task", "replan", "with_past"]
