"""A Kazakh stemmer: endings are taken off one after another, until a stem of three letters or more is left.

For a linguist who wants to correct it: the tables below hold every ending in all its sound variants, written in the
usual letters. Matching is done on folded letters (text/folding.py), because many people type without Kazakh letters:
so "дік" and "дик" are one ending, and vowel harmony is not checked. Derivation (-лық, -шы, -сыз, -лы) is deliberately
not taken off: ranking got worse with it (docs/search.md), and жұмыссыз is no жұмыс to a reader. A word must give
the same stem in an article and in a query; that stem need not be the dictionary form.
"""

from __future__ import annotations

from text.folding import fold

# Number: бала-лар.
PLURAL = "лар лер дар дер тар тер"

# Whose: кітаб-ым, бала-ң, үй-іңіз, әке-сі, ел-іміз.
POSSESSIVE = "ым ім м ың ің ң ыңыз іңіз ңыз ңіз ы і сы сі ымыз іміз мыз міз"

# Case, in the order of school grammar; after a possessive -сы/-і the endings begin with н: әкесі-не, үйі-нде.
CASE = """
    ның нің дың дің тың тің
    ға ге қа ке а е на не
    ны ні ды ді ты ті н
    да де та те нда нде
    дан ден тан тен нан нен
    мен бен пен менен бенен пенен
"""

# "The one that is at": үй-дегі, қолы-ндағы; "that of": әкем-дікі. Other endings may follow: үй-дегі-лер-ге.
RELATIVE = "дағы дегі тағы тегі ндағы ндегі нікі дікі тікі"

# Participles: бар-ған, кел-етін, оқы-йтын.
PARTICIPLE = "ған ген қан кен атын етін йтын йтін"

# Present and future of the third person: бар-ады, оқы-йды.
PRESENT = "ады еді йды йді"

# Converb: бар-ып, кел-іп.
CONVERB = "ып іп"

# The name of an action: бар-у, жаз-у.
ACTION = "у"

ENDINGS = {
    "plural": PLURAL,
    "possessive": POSSESSIVE,
    "case": CASE,
    "relative": RELATIVE,
    "participle": PARTICIPLE,
    "present": PRESENT,
    "converb": CONVERB,
    "action": ACTION,
}

# A stem has at least so many letters, one of them a vowel; a word carries at most so many endings.
SHORTEST_STEM = 3
MOST_ENDINGS = 5

_VOWELS = frozenset("аеоуиы")
_ALL = frozenset(fold(ending) for table in ENDINGS.values() for ending in table.split())
_LONGEST = max(map(len, _ALL))


def stem(folded: str) -> str:
    """The stem of a folded word (see `text.folding.fold`). The longest ending goes first."""
    word = folded
    for _ in range(MOST_ENDINGS):
        shorter = _without_ending(word)
        if shorter is None:
            break
        word = shorter
    return _dictionary_sound(word)


def _without_ending(word: str) -> str | None:
    for length in range(min(_LONGEST, len(word) - SHORTEST_STEM), 0, -1):
        if word[-length:] in _ALL:
            rest = word[:-length]
            if not _VOWELS.isdisjoint(rest):
                return rest
    return None


def _dictionary_sound(word: str) -> str:
    """Undoes what an ending does to the stem before it.

    Voicing: кітаб-ы, тарағ-ы are кітап, тарақ. The vowel that falls out: халқ-ы, орн-ы belong to халық, орын; it is
    dropped from both.
    """
    if not word:
        return word
    if word[-1] == "г":
        word = word[:-1] + "к"
    elif word[-1] == "б":
        word = word[:-1] + "п"
    narrow_vowel_between_consonants = (
        len(word) > SHORTEST_STEM and word[-2] in "ыи" and word[-1] not in _VOWELS and word[-3] not in _VOWELS
    )
    return word[:-2] + word[-1] if narrow_vowel_between_consonants else word
