"""Characters that look like others or like nothing; written as escapes, so that they can be told
apart here."""

LONE_SURROGATE = "\ud800"
RIGHT_TO_LEFT_OVERRIDE = "\u202e"
ZERO_WIDTH_SPACE = "\u200b"
GRAPHEME_JOINER = "\u034f"
VARIATION_SELECTOR = "\ufe0f"
HANGUL_FILLER = "\u3164"
KELVIN_SIGN = "\u212a"
CYRILLIC_A = "\u0430"
DOTLESS_I = "\u0131"
FULLWIDTH_AT = "\uff20"
FULLWIDTH_ADA = "\uff41\uff44\uff41"
NOT_YET_A_LETTER = "\u0378"  # unassigned, in every Unicode so far
