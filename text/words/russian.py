"""Russian stems: Snowball's, with the vowel that falls out of some nouns dropped from all their forms.

"Сказок" and "сказка", "рынок" and "рынка", "день" and "дня" are one word to a reader; Snowball keeps them apart.
"""

from __future__ import annotations

from text.words.folding import fold
from text.words.snowball import russian_stem as snowball_stem

# A noun whose stem is too short for a rule, with its forms.
_SHORT_NOUNS = """
день дня дню днем дне дни дней дням днями днях
лед льда льду льдом льде льды льдов льдам льдами льдах
пес пса псу псом псе псы псов псам псами псах
лев льва льву львом льве львы львов львам львами львах
сон сна сну сном сне сны снов снам снами снах
лоб лба лбу лбом лбе лбы лбов
рот рта рту ртом рте рты ртов
пень пня пню пнем пне пни пней
лен льна льну льном льне
ров рва рву рвом рве рвы рвов
шов шва шву швом шве швы швов швами
мать матери матерью матерей матерям матерями матерях
дочь дочери дочерью дочерей дочерям дочерями дочерях
письмо письма письму письмом письме писем письмам письмами письмах
яйцо яйца яйцу яйцом яиц яйцам яйцами
ребенок ребенка ребенку ребенком ребенке дети детей детям детьми детях
"""
_STEM_OF = {form: fold(line.split()[0]) for line in _SHORT_NOUNS.strip().splitlines() for form in line.split()}
# Nouns that never change: метро is no метр. Others keep what Snowball leaves of them.
_UNCHANGING_NOUNS = """
метро кино пальто радио депо бюро фото видео кафе кофе шоссе такси авто евро дзюдо казино пианино какао домино
кимоно лото ралли регби трико табло панно танго жюри меню интервью реле турне фойе ателье досье портмоне резюме
"""
_UNCHANGING = frozenset(_UNCHANGING_NOUNS.split())
_VOWELS = frozenset("аеиоуы")
# The vowels that fall out, and the consonants behind them: сказ-о-к, ок-о-н, сест-е-р, от-е-ц.
_FLEETING, _BEHIND = frozenset("ое"), frozenset("кнцлр")
_SHORTEST = 4


def russian_stem(word: str) -> str:
    """The folded stem of a lower-case word."""
    word = word.replace("ё", "е")
    if word in _STEM_OF:
        return _STEM_OF[word]
    if word in _UNCHANGING:
        return fold(word)
    stem = snowball_stem(word)
    fleeting = len(stem) >= _SHORTEST and stem[-1] in _BEHIND and stem[-2] in _FLEETING and stem[-3] not in _VOWELS
    return stem[:-2] + stem[-1] if fleeting else stem
