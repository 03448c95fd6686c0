"""`python -m cleaner` is the command `clean`."""

from cleaner.cli import main

main()
