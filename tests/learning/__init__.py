"""Learning from issues."""
