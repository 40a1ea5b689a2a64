"""Calendar files: what each reader of a plan sees, as iCalendar that real clients read and update."""

from planner.rendering.calendars.write import write_calendars

__all__ = ["write_calendars"]
