"""The tests, one file for each of `cleaner/`, and what holds for the whole."""
