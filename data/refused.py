"""What every part of the program raises where it refuses something with a sentence."""


class Refused(Exception):
    """Something was refused: the text is a finished sentence, with what was found, expected, and what to do."""
