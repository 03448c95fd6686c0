"""How much an advertisement holds, in words and blocks."""

# Words of an advertisement below its mark. Bought places hold 50 to 150.
MAX_WORDS = 200
# Words without a sign of advertising in between, such as the story that an advertisement tells first. Beyond that the
# next sign belongs to something else.
MAX_QUIET_WORDS = 80
# A mark of so few words may be what is left of a banner in an article: `ADVERTISEMENT`. Below it paragraphs go on, and
# one may well be about prices; so below more than a headline only a short call shows that it advertises.
MAX_BANNER_WORDS = 2
MAX_CALL_WORDS = 16
# A mark of more words that names no sponsor is a sentence about advertising, and may stand over anything.
MAX_LABEL_WORDS = 6
# Words of a title, or of a label over a section that names its sponsor.
MAX_TITLE_WORDS = 24
MAX_CREDIT_WORDS = 10
# Words behind `by` and the like that its name is looked for among: `our friends at Lantern Foods`.
NAME_WORDS = 5
# Words from which a block is prose: where some stands above, a label is below the head of the issue.
PROSE_WORDS = 15
# Blocks above a label that are looked through for it; without a bound a page of labels would take quadratic time.
PROSE_BLOCKS = 200
# Blocks of an item under a label, pictures and drawn lines included; the same bound for what stands below.
MAX_BLOCKS = 50
