"""Russian stems: Snowball's, with the vowel that falls out of some nouns dropped from all their forms.

"Сказок" and "сказка", "рынок" and "рынка", "котёнок" and "котята" are one word to a reader; Snowball keeps them apart.
"""

from __future__ import annotations

from text.words.folding import fold
from text.words.irregular import RUSSIAN
from text.words.snowball import russian_stem as snowball_stem

# Nouns that never change: метро is no метр. Others keep what Snowball leaves of them.
_UNCHANGING_NOUNS = """
метро кино пальто радио депо бюро фото видео кафе кофе шоссе такси авто евро дзюдо казино пианино какао домино
кимоно лото ралли регби трико табло панно танго жюри меню интервью реле турне фойе ателье досье портмоне резюме
"""
_UNCHANGING = frozenset(_UNCHANGING_NOUNS.split())
# Young animals: кот-ёнок, кот-ёнка, кот-ята.
_YOUNG = """
кот щен тел ягн жереб порос цыпл ут гус медвеж волч лис тигр слон олен верблюж мыш орл птен зайч козл барс лосен
"""
_YOUNG_ENDS = """
енок енка енку енком енке енки енков енкам онок онка онку онком онке ята ят ятам ятами ятах ата ат атам атами атах
"""
YOUNG_FORMS = {f"{young}енок": [f"{young}{end}" for end in _YOUNG_ENDS.split()] for young in _YOUNG.split()}
"""By the first of them: no ending makes котята of котёнок."""
_YOUNG_OF = {form: fold(f"{one[:-2]}к") for one, forms in YOUNG_FORMS.items() for form in forms}
YOUNG_ANIMALS = frozenset(_YOUNG_OF.values())
"""Their stems, folded; forms of some have only two letters in common with them: ут-енк, ут-ята."""
_VOWELS = frozenset("аеиоуы")
# The vowels that fall out, and the consonants behind them: сказ-о-к, ок-о-н, сест-е-р, от-е-ц.
_FLEETING, _BEHIND = frozenset("ое"), frozenset("кнцлр")
_SHORTEST = 4


def russian_stem(word: str) -> str:
    """The folded stem of a lower-case word."""
    word = word.replace("ё", "е")
    if word in RUSSIAN:
        return RUSSIAN[word]
    if word in _YOUNG_OF:
        return _YOUNG_OF[word]
    if word in _UNCHANGING:
        return fold(word)
    stem = snowball_stem(word)
    # музей, музе-я: Snowball takes the vowel with some endings and leaves it before others.
    stem = stem[:-1] if stem[-1:] == "е" and len(stem) >= _SHORTEST - 1 else stem
    fleeting = len(stem) >= _SHORTEST and stem[-1] in _BEHIND and stem[-2] in _FLEETING and stem[-3] not in _VOWELS
    return stem[:-2] + stem[-1] if fleeting else stem
