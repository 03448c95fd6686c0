"""A cleaned document to text: one writer a format. Writers do not know sources."""
