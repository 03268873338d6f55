"""Words of a question that do not say what it is about: silent ones are dropped, quiet ones count little.

Both only matter while other words remain: a query made of nothing else is searched for as it stands. The lists are for
queries alone; articles are indexed with every word. Kazakh, Russian and English lie in one table, since a query has no
certain language.
"""

from __future__ import annotations

from text.words.folding import fold

QUIET_WEIGHT = 0.2
"""How much a quiet word counts. 0.1 to 0.3 rank alike on the judged queries; 1 costs 0.02 on exam questions."""

# Question words, pronouns, conjunctions, postpositions, particles and copulas.
_SILENT = """
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
_SILENT_BEGINNINGS = "қандай қайсы қанша қаншалық неше"

# The wording of the task itself: "according to the excerpt", "which of the following is called", "find", "correct".
_QUIET = """
    сәйкес сүйенсек сүйене отырып келсек қарағанда мәтінге мәтінде мәтін дұрыс бұрыс қате
    аталады аталатын аталды аталған аталмайды атайды атаймыз атаған табылады табылмайды табылатын
    жатады жататын жатпайды саналады есептеледі болмайды болмады мүмкін керек қажет тиіс
    табыңыз табыңдар көрсетіңіз көрсет анықтаңыз анықта атаңыз айтыңыз білдіреді
    байланысты қатысты кезінде кезде алады алған берген береді жасады жасау
    согласно тексту найдите назовите укажите называется называют является являются правильный верный следующий
    following according passage called
"""
_QUIET_BEGINNINGS = (
    "үзінді келесі төменде жоғарыда мәлімдеме тұжырымда көрсетілген келтірілген берілген айтылған сипатта"
)

SILENT = frozenset(map(fold, _SILENT.split()))
QUIET = frozenset(map(fold, _QUIET.split())) - SILENT
_ASKING = tuple(map(fold, _SILENT_BEGINNINGS.split()))
_WORDING = tuple(map(fold, _QUIET_BEGINNINGS.split()))


def weight(folded: str) -> float:
    """0 for a silent word, QUIET_WEIGHT for a quiet one, else 1."""
    if folded in SILENT or folded.startswith(_ASKING):
        return 0.0
    if folded in QUIET or folded.startswith(_WORDING):
        return QUIET_WEIGHT
    return 1.0
