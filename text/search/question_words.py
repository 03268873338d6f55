"""Words of a question that do not say what it is about: some are dropped, others have a low weight.

A query made only of such words is searched for as it stands. The lists are for queries alone; articles are indexed with
every word. Kazakh, Russian and English share one table, since the language of a query is not certain.
"""

from __future__ import annotations

from text.words.folding import folded_words

# The weight of a word of low weight. 0.1 to 0.3 rank alike on the judged queries; 1 costs 0.02 on exam questions.
LOW_WEIGHT = 0.2

# Question words, pronouns, conjunctions, postpositions, particles and copulas.
_DROPPED = """
    қай қайда қайдан қайдағы қашан қашаннан қашанға қашанғы қалай қалайша неге неліктен неден не нені ненің немен неде
    кім кімді кімнің кімге кімнен кіммен кімде кімдер кімдердің ма ме ба бе па пе ше
    және мен пен бен немесе де да те та я әлде бірақ алайда сондай ақ егер үшін туралы жайлы жайында бойынша арқылы
    дейін кейін соң бұрын ретінде сияқты секілді ғана тек
    бұл бұның бұны бұған сол соның соны осы осының осыған ол оның оны оған онда одан олар олардың мына мынау мынадай
    анау өз өзі өзінің бар жоқ екен еді емес болды болып болған болады болатын болу болуы бола деп деген дегеніміз
    дегенде дейді десе ең өте тым
    что какой какая какие какое каких какого каком какую какими кто кого кому кем где куда откуда когда как почему
    зачем сколько чей чья чьи который которая которые которое которых которого которой
    и в во на о об обо с со к ко по из у от до за для без при под над не ни но а или же ли бы это этот эта эти этого
    этой том тот то его ее её их он она они оно мы вы я был была было были есть
    what which who whom whose where when how why is are was were be been being do does did the a an of in on at to
    for from by with and or not it its this that these those there
"""
_DROPPED_BEGINNINGS = "қандай қайсы қанша қаншалық неше"

# The wording of the task itself: "according to the excerpt", "which of the following is called", "find", "correct".
_LOW = """
    сәйкес сүйенсек сүйене отырып келсек қарағанда мәтінге мәтінде мәтін дұрыс бұрыс қате
    аталады аталатын аталды аталған аталмайды атайды атаймыз атаған табылады табылмайды табылатын
    жатады жататын жатпайды саналады есептеледі болмайды болмады мүмкін керек қажет тиіс
    табыңыз табыңдар көрсетіңіз көрсет анықтаңыз анықта атаңыз айтыңыз білдіреді
    байланысты қатысты кезінде кезде алады алған берген береді жасады жасау
    согласно тексту найдите назовите укажите называется называют является являются правильный верный следующий
    following according passage called
"""
_LOW_BEGINNINGS = "үзінді келесі төменде жоғарыда мәлімдеме тұжырымда көрсетілген келтірілген берілген айтылған сипатта"

DROPPED = frozenset(folded_words(_DROPPED))
LOW = frozenset(folded_words(_LOW)) - DROPPED
_DROPPED_STARTS = folded_words(_DROPPED_BEGINNINGS)
_LOW_STARTS = folded_words(_LOW_BEGINNINGS)


def weight(folded: str) -> float:
    """The weight of a word: 0 for one that is dropped, LOW_WEIGHT, or 1."""
    if folded in DROPPED or folded.startswith(_DROPPED_STARTS):
        return 0.0
    if folded in LOW or folded.startswith(_LOW_STARTS):
        return LOW_WEIGHT
    return 1.0
