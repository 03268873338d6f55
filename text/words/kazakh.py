"""A Kazakh stemmer: removes endings one after another, until a stem of three letters or more is left.

For a linguist who wants to correct it: the tables below hold every ending in all its sound variants, written in the
usual letters. An ending is removed only where its first sound fits the sound before it (`fits`): -тар, -та and -ті
follow voiceless consonants, -лар follows vowels, р, й and у, -сы follows vowels. Vowel harmony is not checked, because
matching is done on folded letters (text/words/folding.py): many people type without Kazakh letters, and "дік" and
"дик" must be one ending.

Derivation (-лық, -шы, -сыз, -лы) is not removed: жұмыссыз is no жұмыс to a reader, and ranking gained nothing from it
(docs/search.md). A word must give the same stem in an article and in a query; it need not be the dictionary form.

Add the forms that a correction is for to tests/text/words/test_kazakh.py, one word a line, and raise RULES in
text/words/words.py, so that the articles are indexed again. `zharshy search --explain WORD` shows the stem of a word.
"""

from __future__ import annotations

from text.words.folding import folded_words

# Number: бала-лар.
PLURAL = "лар лер дар дер тар тер"

# Possessive: кітаб-ым, бала-ң, үй-іңіз, әке-сі, ел-іміз.
POSSESSIVE = "ым ім м ың ің ң ыңыз іңіз ңыз ңіз ы і сы сі ымыз іміз мыз міз"

# Case, in the order of school grammar; after a possessive -сы, -і the endings begin with н: әкесі-не, үйі-нде.
CASE = """
    ның нің дың дің тың тің
    ға ге қа ке на не
    ны ні ды ді ты ті н
    да де та те нда нде
    дан ден тан тен нан нен
    мен бен пен менен бенен пенен
"""

# "The one at": үй-дегі, қолы-ндағы; "the one of": әкем-дікі. Other endings may follow: үй-дегі-лер-ге.
RELATIVE = "дағы дегі тағы тегі ндағы ндегі нікі дікі тікі"

# Person: мұғалім-мін ("I am a teacher"), бала-сың, жас-пыз; also at the end of a verb: бара-мын, келе-сіз.
PERSON = "мын мін бын бін пын пін сың сің сыз сіз быз біз пыз піз"

# Verbs. Present and future: the third person, бар-ады, оқы-йды; the others behind a vowel, сұра-ймыз.
PRESENT = "ады еді йды йді ймын ймін ймыз йміз йсың йсің йсыз йсіз"

# Past with its persons: кел-дім, айт-тыңыз, бар-дық. The third person, кел-ді, looks like the accusative.
PAST = "дым дім тым тім дыңыз діңіз тыңыз тіңіз дық дік тық тік"

# Participles: бар-ған, кел-етін, оқы-йтын.
PARTICIPLE = "ған ген қан кен атын етін йтын йтін"

# Converbs: бар-ып, кел-іп; бар-а, кел-е (the same letters as the dative after a possessive: үйім-е).
CONVERB = "ып іп а е"

# Negation: бар-май, кел-мейді, айт-паған.
NEGATION = """
    май мей бай бей пай пей
    майды мейді байды бейді пайды пейді
    маған меген баған беген паған пеген
    мады меді бады беді пады педі
    мау меу бау беу пау пеу
"""

# Conditional: бар-са, кел-сең.
CONDITIONAL = "са се сам сем саң сең сақ сек"

# Imperative of the third person: бар-сын.
IMPERATIVE = "сын сін"

# Intention: бар-мақшы, кел-мекші. Without -шы the ending looks like the end of a noun: қармақ, бармақ.
INTENTION = "мақшы мекші бақшы бекші пақшы пекші"

# Verbal noun: бар-у, жаз-у.
ACTION = "у"

NOUN_ENDINGS = (PLURAL, POSSESSIVE, CASE, RELATIVE)
VERB_ENDINGS = (PERSON, PRESENT, PAST, PARTICIPLE, CONVERB, NEGATION, CONDITIONAL, IMPERATIVE, INTENTION, ACTION)

# Nouns of two letters. Without this list they would keep their endings: үй-де, ел-іміз, су-ға. Not all are here: "ет"
# (meat) would be found in "етті" (did), "ақ" (white) in "ақы" (payment).
SHORT_NOUNS = "ай ат ән аң ел ер із іс ит ой от су ұн үй"

# Nouns and adjectives whose last letters only look like an ending. Without this list gold would be six (алтын, алты),
# a child honey (бала, бал), a price a garden (баға, бақ), a bride come (келін, кел). Verbs with the same beginning are
# left out: қара-ды, "looked", and қара-ған must keep one stem.
WHOLE = """
    қала бала баға дала шара жаға кесе көше шеше мұра жаңа кеме аула
    жылғы сауда пайда жүлде теңге кеңсе майдан қарағанды қонағасы көлем қалам
    алтын келін жақын жауын шығын тұрғын толқын ұшқын қатын түтін жалын құйын айқын жарқын босқын тасқын тұтқын
"""

# A stem has at least so many letters, one of them a vowel; a word carries at most so many endings.
SHORTEST_STEM = 3
MOST_ENDINGS = 5


def _folded(*tables: str) -> frozenset[str]:
    return frozenset(folded_words(" ".join(tables)))


_VOWELS = frozenset("аеоуиы")
# After б, в, г and д at the end of loan words both kinds of ending are written: клуб-тар, завод-тан, город-да.
_VOICELESS = frozenset("пткхсшфчц")
_LOAN_ENDS = frozenset("бвгд")
# у and й close a syllable, though folded they are letters of vowels: су-ы, үй-і.
_GLIDES = frozenset("уи")
# Only after the possessive of the third person: әкесі-н, үйі-не, қолы-нда.
_AFTER_POSSESSIVE = _folded("н на не нда нде ндағы ндегі")
_NOUN_ENDINGS = _folded(*NOUN_ENDINGS)
_ENDINGS = _NOUN_ENDINGS | _folded(*VERB_ENDINGS)
# Last letter of a word -> the lengths of endings that end so, the longest first.
_LENGTHS = {
    last: sorted({len(ending) for ending in _ENDINGS if ending[-1] == last}, reverse=True)
    for last in {ending[-1] for ending in _ENDINGS}
}
_SHORT_NOUNS = _folded(SHORT_NOUNS)
_WHOLE = _folded(WHOLE)
_ONLY_BEHIND_CONSONANTS = _folded("ды ді дың дің")
# Most words begin like none of them.
_WHOLE_STARTS = frozenset(word[:SHORTEST_STEM] for word in _WHOLE)


def stem(folded: str) -> str:
    """The stem of a folded word (see `text.words.folding.fold`). The longest ending that fits goes first."""
    word = folded
    may_be_whole = word[:SHORTEST_STEM] in _WHOLE_STARTS
    for _ in range(MOST_ENDINGS):
        if may_be_whole and word in _WHOLE:
            return word
        shorter = (may_be_whole and _whole(word)) or _without_ending(word)
        if shorter == word:
            break
        word = shorter
    return _dictionary_sound(word)


def _whole(word: str) -> str:
    """The noun that a word is with one ending: "алтын" of "алтыны", which is no "алты-ны"; "" where it is none."""
    for length in _LENGTHS.get(word[-1:], ()):
        rest, ending = word[:-length], word[-length:]
        # After a vowel it is -ны: қалады is "remains".
        of_verb = rest[-1:] in _VOWELS and ending in _ONLY_BEHIND_CONSONANTS
        if rest in _WHOLE and ending in _NOUN_ENDINGS and not of_verb and fits(rest, ending):
            return rest
    return ""


def _without_ending(word: str) -> str:
    """The word without the longest ending that fits; the word itself when none does."""
    longest = len(word) - 2
    for length in _LENGTHS.get(word[-1:], ()):
        ending = word[-length:]
        if length <= longest and ending in _ENDINGS:
            rest = word[:-length]
            long_enough = len(rest) >= SHORTEST_STEM or (rest in _SHORT_NOUNS and ending in _NOUN_ENDINGS)
            if long_enough and not _VOWELS.isdisjoint(rest) and fits(rest, ending):
                return rest
    return word


def fits(rest: str, ending: str) -> bool:
    """Whether an ending may follow what is left of the word, by the sounds that meet."""
    before = rest[-1]
    if ending in _AFTER_POSSESSIVE:
        return before in "ыи" and (len(rest) > SHORTEST_STEM or rest[:-1] in _SHORT_NOUNS)
    match ending[0]:
        case "т" | "п" | "к":
            return before in _VOICELESS or before in _LOAN_ENDS
        case "д" | "г" | "б":
            return before not in _VOICELESS
        case "л":
            return before in _VOWELS or before == "р"
        case "н" if len(ending) > 1:
            return before in _VOWELS or before in "мн"
        case "ы" | "и" if len(ending) == 1:
            return before not in _VOWELS or before in _GLIDES
        case "м" | "н" if len(ending) == 1:
            return before in _VOWELS
        case "с" if ending in {"сы", "си"}:
            # жұмыс-ы and соғыс-ы, but жазушы-сы: after ы only the trade -шы takes -сы.
            return before in _VOWELS and (before not in "ыи" or rest[-2:-1] == "ш")
    return True


def _dictionary_sound(word: str) -> str:
    """Undoes what an ending does to the stem before it.

    Voicing: кітаб-ы, тарағ-ы are кітап, тарақ. The vowel that falls out: халқ-ы, орн-ы, даус-ы belong to халық, орын,
    дауыс; it is dropped from both.
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
    # дауыс, ауыз, мойын: behind a vowel у and й are consonants.
    behind_glide = len(word) > SHORTEST_STEM and word[-1] in "сзн" and word[-2] in "ыи" and word[-3] in _GLIDES
    behind_glide = behind_glide and word[-4] in _VOWELS
    return word[:-2] + word[-1] if narrow_vowel_between_consonants or behind_glide else word
