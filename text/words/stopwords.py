"""Words that say nothing about the topic of a text, and words that refer to the sentence before them."""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """The words of a list, which stand between spaces."""
    return frozenset(text.split())


KAZAKH = word_set("""
    және мен бен пен да де та те ма ме ба бе па пе ғой қой ғана ақ ал бірақ немесе не егер үшін туралы дейін кейін
    бойынша сайын соң арқылы сияқты секілді ретінде қарай бері бұл ол осы сол мына ана біз сіз сен мен олар өз өзі
    оның оған оны одан онда бұны бұған бұдан мұнда мұны осыған сондай сонымен қатар деп деген деді дейді болды
    болған болып болады бар жоқ еді екен емес етті еткен етіп отыр тұр жүр жатыр кейбір барлық бүкіл әр әрбір тағы
    енді қазір тек өте ең бір екі айтты атап өтті ие керек мүмкін қандай қалай қанша қашан қайда кім неге
""")
RUSSIAN = word_set("""
    и в во не что он на я с со как а то все она так его но да ты к у же вы за бы по только ее мне было вот от меня
    еще ещё нет о из ему теперь когда даже ну ли если уже или ни быть был него до вас нибудь опять уж вам ведь там
    потом себя ничего ей может они тут где есть надо ней для мы тебя их чем была сам чтоб без будто чего раз тоже
    себе под будет ж тогда кто этот того потому этого какой ним здесь этом один почти мой тем чтобы нее были куда
    зачем всех при об после над больше тот через эти нас про них какая много разве эту моя свою этой перед иногда
    лучше том такой им более всю между это также который которая которые которых года году лет
""")
ENGLISH = word_set("""
    the a an and or but of to in on at by for with from as is are was were be been being has have had do does did it
    its this that these those he she they we you i his her their our your my him them us not no so if then than
    there here which who whom what when where how why will would can could should may might must about into over
    after before also said says say more most other some such only own same both each few all any up down out off
    again once
""")
ALL = KAZAKH | RUSSIAN | ENGLISH

LEANING = (
    "бұл", "ол", "олар", "осы", "сол", "сондай-ақ", "сонымен", "айта кетейік", "айта кету", "еске сала",
    "сондықтан", "бірақ", "алайда", "оның", "оған", "мұндай", "бұдан", "одан", "это", "этот", "эта", "эти", "он",
    "она", "они", "также", "кроме того", "напомним", "при этом", "однако", "поэтому", "между тем", "it", "this",
    "that", "these", "he", "she", "they", "but", "however", "also", "meanwhile", "moreover",
)  # fmt: skip
"""How a sentence begins that cannot stand alone, in small letters."""
