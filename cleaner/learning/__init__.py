"""What comes back in issue after issue of one sender: rules to propose, never rules in force.

The way through: `issues` (which of them count), `recurring` (which of their lines come back, and which of those look
like content), `wording` (the phrase for a line's wordings), `proposal` (a pack of rules), `trial` (what else that
pack takes).
"""
