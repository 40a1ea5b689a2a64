"""Everything a reader sees: documents, calendars, pictures and tables made from one checked plan."""
