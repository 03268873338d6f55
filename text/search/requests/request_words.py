"""The words in which people speak to the bot itself, in Kazakh, Russian and English, by what they contribute.

`*` stands for any ending. A word may belong to several groups; `FILLER` says nothing by itself. A text with one word
that stands nowhere here is no request but a search, so a noun that names a topic ("тіл") may stand here too: it is a
request only beside a word that asks for something (text/search/requests/requests_to_bot.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum, auto

from text.words.bounded_cache import BoundedCache
from text.words.folding import folded_words
from text.words.latin import is_latin, to_cyrillic

_CACHED_WORDS = 5_000


class Group(Enum):
    """What a word of a request contributes."""

    FILLER = auto()
    YOU = auto()
    ME = auto()
    HOW = auto()
    WANT = auto()
    NOT = auto()
    NO = auto()
    RUSSIAN_NOT = auto()
    NEGATED = auto()
    ABOUT = auto()
    NEWS = auto()
    SUBSCRIPTION = auto()
    RUBRIC = auto()
    BOT = auto()
    ALL = auto()
    SEND = auto()
    DO_NOT_SEND = auto()
    GET = auto()
    STOP = auto()
    OFF = auto()
    LEAVE = auto()
    LIST = auto()
    UNSUBSCRIBE = auto()
    CANCEL = auto()
    REFUSE_FIRST = auto()
    REFUSE_SECOND = auto()
    SUBSCRIBE = auto()
    ON = auto()
    AGAIN = auto()
    RESUME = auto()
    FEW = auto()
    A_FEW = auto()
    TOO = auto()
    MUCH = auto()
    SPAM = auto()
    ONCE = auto()
    PER = auto()
    NIGHT = auto()
    QUIET = auto()
    DISTURB = auto()
    TIME = auto()
    LANGUAGE = auto()
    NATION = auto()
    LANGUAGE_NAME = auto()
    CHANGE = auto()
    SPEAK = auto()
    WHO = auto()
    WHO_ARE_YOU = auto()
    PERSON = auto()
    NAME = auto()
    CAN = auto()
    WHAT = auto()
    DO = auto()
    FEATURE = auto()
    HELP = auto()
    USE = auto()
    UNCLEAR = auto()
    DESK = auto()
    WRITE = auto()
    BACK = auto()
    OFFER = auto()
    COMPLAINT = auto()
    SETTINGS = auto()
    DATA = auto()
    PRIVACY = auto()
    DELETE = auto()
    FORGET = auto()
    KEEP = auto()


_WORDS: dict[Group, str] = {
    Group.FILLER: """
        саны тек тағы ғана ма екен таптым байқадым орналасқан количество только находится находитесь еще ещё
        нашел нашла нашёл заметил заметила amount only else found noticed located
        қарай бер беріңіз беріңдер боласың боласыз тұрмын екенсің екенсіз жатсың жатсыз жатсыңдар аламын алам едім деп
        осылай былай дұрыс достаточно довольно чтобы чтоб если когда потом сам сама могли могла может давай разобраться
        тұрғым тұрғымыз салшы салыңыз болсаңыз болсаң или такие такого есть
        up out ive got could may should just enough until
        мен маған менің менен бізге біздің біз мына мынау осы осында осындан бұл бұны мұны мұнда мұндай оны
        сол бар барма
        ғой ма ме ба бе па пе ше шы енді қазір тез тезірек жылдам өтінем өтінемін өтініш айтыңызшы айтшы айтып бере
        бір бірдеңе үшін мүмкін бола болады боладыма болар болмай болмайды деген керегі етсем етемін ету
        етіңіз етіңдер етші
        еткім болып болсын екен еді тұр тұрыңыз тұрыңыздар тұрсаң тұрсаңыз жатыр жүр кеш кешіріңіз сәлем
        сәлеметсіз кейін
        дейін бастап керекпін осымен болмаса жақсы болды қой ең осыдан өзің өзіңіз жатқанда
        жатырмын ештеңе ақ
        аш ашу ашыңыз ашшы
        я мне моё мой мою моя мои моих моей нам нас мы это этот эта эту этого этой этом эти тут здесь сюда
        отсюда сейчас уже
        же ли бы быть и а но вот ну да в во на от из с со к ко по для у за до из-за пожалуйста плиз пж пжл подскажите
        подскажи скажите скажи спасибо просто срочно быстро быстрее можно нельзя привет здравствуйте
        здравствуй добрый көрсетші көрсетіңіз
        больше очень прошу буду есть такой такое такая после себя свой свою мной лучше ничего никаких
        никакие этим так
        откр* покажи* вообще ладно
        i my mine we our it its this that these those the a an to of in on at for from by with and or now
        here after before
        is am are be was im id ill please pls plz just hi hello hey thanks thank so really any anymore more
        longer ok there
        lets let make give open show every anything nothing
    """,
    Group.YOU: """
        сен сіз сендер сіздер сені сізді саған сізге сенен сізден сенің сіздің сенімен сізбен сіздерді
        сіздермен сіздерге
        сіздерден сендермен сендерге ты вы тебя вас тебе вам тобой вами твой твоя твоё твои ваш ваша ваше
        ваши вашу вашей
        вашего вашим вашими you your yours u ur
    """,
    Group.ME: "мені бізді меня нас me us",
    Group.HOW: "қалай қалайша қайдан қайда қай как каким образом где куда how where way",
    Group.WANT: """
        қалаймын қалаймыз тілеймін келеді келед керек қажет
        хочу хочется хотим хотел хотела хотели хотелось желаю нужен нужна нужно нужны надо want wanna need
        like would wish
    """,
    Group.NOT: "емес no not dont never doesnt without без керексіз",
    Group.NO: "no без",
    Group.RUSSIAN_NOT: "не ни",
    # What a Russian "не" stands before. In Kazakh the same word asks "what".
    Group.NEGATED: """
        присыл* присла* шли шлите слать шлёте отправл* пиши пишите писать кидай* сообщай* надо нужно нужен
        нужна нужны хочу
        хочется хотим хотел* беспоко* тревож* потревож* ночью часто так буди* будить получ* читаю звони*
        приход* интерес* надоед* шуми*
    """,
    Group.ABOUT: "туралы жайлы жайында жөнінде бойынша про о об обо about regarding",
    Group.NEWS: """
        жаңалық* хабар хабарды хабарлар* хабарлама* хабарландыр* мақала* ақпарат* тарат* сілтеме*
        новост* рассыл* уведомлен* оповещен* сообщен* пуш* стать* статей пост посты постов инфо информац* дайджест*
        news newsletter* notification* notif* message* push pushes alert* article* post posts mail* update*
        updates digest*
    """,
    Group.SUBSCRIPTION: "жазылым* подписк* subscription*",
    Group.RUBRIC: "айдар* рубрик* rubric* тақырып* тема темы темам тем topic* section*",
    Group.BOT: """
        бот боттан ботты ботқа боттың ботта ботпен бота боту ботом боте жаршы* bot bots канал* арна*
        channel* чат* chat
    """,
    Group.ALL: """
        барлық* бәрін бәрі бәрінен бәріне түгел толық толығымен мүлде мүлдем
        все всё всех всего совсем вообще полностью навсегда all everything everyone completely every entirely altogether
    """,
    Group.SEND: """
        жібер* жолда* жолдап салып салыңыз жеткіз* хабарла*
        присыл* пришл* присла* шли шлите слать шлёте шлет отправл* отправь* пиши пишите пишете пишет пишешь пишут писать
        шлете кидай* сообщай* посыл*
        send sending sends spam* deliver* texting messaging sent
    """,
    Group.DO_NOT_SEND: """
        жіберме* жібермей* жолдама* салма салмаңыз* салмаңдар* салмашы* келмесін* келмей* алмаймын алғымыз оқымаймын
        жазба жазбаңыз* жазбаңдар* жазбашы қызықтырмайды керексіз
    """,
    Group.GET: """
        ал алу алып алсам алғым алайын алатын алуға аламын келіп тұрсын келсін келе келетін оқу оқып оқысам оқығым
        получ* приход* приходи* читать get getting receive* receiving read
    """,
    Group.STOP: """
        перестан* перестав* прекрат* бросьте
        тоқта* токтат* доғар* жетеді жетті қойыңыз қойыңыздар қойшы мазала* мазам* жалық* шарша*
        стоп стопэ остан* хватит прекра* достал* надоел* отстан* отвали* отвян* заткнись тормоз*
        stop stopp shut quit enough alone halt cease pause* паузa пауза паузу кідірт* үзіліс*
    """,
    Group.OFF: """
        өшір* сөндір* айыр* ажырат* таста* шығар* кет
        отключ* выключ* убер* убра* удал* сними* снять исключ* вычеркн* закрыть закрой*
        off disable* deactivate* turn remove*
    """,
    Group.LEAVE: "шығу* шыққым* шығам* шығайын кету* кетем* кеткім* выйти выход выхода выходить выхожу leave exit",
    Group.LIST: "тізім* список* списк* list lists базы база",
    Group.UNSUBSCRIBE: "отпис* отпиш* выпис* выпиш* unsub unsubscr* unfollow* opt",
    Group.CANCEL: "отказ* откаж* отмен* cancel*",
    Group.REFUSE_FIRST: "бас",
    Group.REFUSE_SECOND: "тарт*",
    Group.SUBSCRIBE: """
        жазыл* тіркел* қосыл* подпис* подпиш* follow following subscr* sub register* signup зарегистр*
        регистрац* оформ*
    """,
    Group.ON: """
        қос қосу қосып қосыңыз* қосыңдар қосшы қосқым включ* добав* turn enable* add start начать начни*
        бастау баста бастайық старт
    """,
    Group.AGAIN: """
        қайта қайтадан жалғастыр* жаңғырт* қайтар* снова опять обратно заново возобнов* продолж* верн*
        resume again continue
        back restart
    """,
    Group.RESUME: "resume restart возобнов* продолжить продолжай* жалғастыр*",
    Group.FEW: """
        азырақ азайт* сирек* сирет* аздау азғана қысқарт* шекте*
        меньше поменьше реже пореже уменьш* сократ* ограничь* ограничить чаще fewer less reduce* rarely limit* rarer
    """,
    Group.A_FEW: "аз аздап мало little",
    Group.TOO: "тым өте слишком чересчур too very so",
    Group.MUCH: "көп көптеу көбейіп жиі много часто частые much many often frequent* спам* spam* flood* көбейіп",
    Group.SPAM: "спам* spam*",
    Group.PER: "день дня неделю неделе күніне күнде аптасына day week daily weekly",
    Group.ONCE: "раз рет once бірақ",
    Group.NIGHT: """
        түн түнде түнгі түнге түннен түнімен түнделетіп кешке кешқұрым таңертең таңға таң
        ночь ночью ночам ночами ночи ночное вечером утром утра рано поздно
        night nights nighttime evening midnight late early ұйықта* ұйқы* сплю спать спим сна sleep* asleep
    """,
    Group.QUIET: """
        тыныш* үнсіз* дыбыс* дауыс* тихий тихо тише тихие тихое тихом тишин* беззвуч* звук* mute* silent*
        silence* quiet* sound*
    """,
    Group.DISTURB: "мазала* оят* беспоко* потревож* тревож* буди* будить disturb* bother* wake* dnd",
    Group.TIME: "ден дан тен тан уақыт* режим* часы час часов время времени hours hour mode сағат* pm am",
    Group.LANGUAGE: """
        тіл тілі тілін тілде тілді тілге тілдер тілінде тілімен тілдегі тіліне язык языка языки языке языков
        lang language*
    """,
    Group.NATION: "қазақ орыс ағылшын",
    Group.LANGUAGE_NAME: """
        қазақша* орысша* ағылшынша* казахск* русск* английск* казахски русски английски казахша kazakh russian english
        kazakhsha kazaksha
    """,
    Group.CHANGE: """
        ауыстыр* өзгерт* ауыс ауысу таңда* қою қойыңыз қойшы қойып көш*
        смен* поменя* менять меняй* меняю измен* переключ* перевед* перевест* выбра* выбер* постав* настро*
        сделай* перейти
        change* changing switch* select* choose* set translate*
    """,
    Group.SPEAK: """
        сөйле* жауап* жаз жазыңыз жазшы айт говор* поговор* отвеч* ответ* разговар* пиши пишите speak* talk* reply answer* write
    """,
    Group.WHO: "кім кіммен кімнің кімдікі кем кто чей чья чьё чье чьи who whos whois whose",
    Group.WHO_ARE_YOU: """
        кімсің кімсіз кімсіңдер кемсің роботсың роботсыз ботсың ботсыз адамсың адамсыз боттысың атың атыңыз
        есімің есіміңіз
    """,
    Group.PERSON: """
        робот* адам адаммен жасанды интеллект* человек* живой живым ии нейросет* бот bot robot human person real ai gpt chatgpt machine
        создал* сделал* владел* разработ* жасаған жасады құрған құрды жаратты created made owns made
    """,
    Group.NAME: "аты зовут звать имя имени name called таныс* танысайық познаком*",
    Group.CAN: """
        способен способна способны
        аласың аласыз алад алады алатын білесің білесіз істейсің істейсіз істейді қолыңнан қолыңыздан келеді
        атқарасың атқарасыз
        знаешь знаете полезен полезна полезного пайдаң пайдасы пайдаңыз useful
        уме* можешь можете может могут делаешь делаете делает can could able does do
    """,
    Group.WHAT: "не нені неменеге неге қандай что чем зачем чего чё че шо какие какая какой what whats which",
    Group.DO: "істей істеу істе жасай жасайсың жасайсыз жасау атқара делать сделать do doing",
    Group.FEATURE: """
        мүмкіндік* функция* пәрмен* возможност* функци* команды командалар* умени* feature* commands abilit*
        capabilit*
    """,
    Group.HELP: """
        көмек* көмектес* жәрдем* нұсқаулық* түсіндір* үйрет* мәзір* меню
        помощ* помог* справк* инструкц* подсказк* объясн* научи* help* manual* guide* instruction* menu faq tutorial
    """,
    Group.USE: """
        пайдалан* қолдан* істейді істеймін жұмыс ізде* искать поиск поиска поиском найти search searching find
        пользова* использ* работает работаешь работать работаете use using works work
    """,
    Group.UNCLEAR: "түсінбе* түсініксіз білмеймін понимаю понял поняла непонятн* знаю understand confus* lost",
    Group.DESK: """
        редакц* редактор* журналист* тілші* админ* әкімші* қолдау* менеджер* поддержк* контакт*
        newsroom desk editor*
        journalist* reporter* admin* support contact* operator оператор оператора moderator* модератор* сотрудник* feedback
    """,
    Group.WRITE: """
        байланыс* хабарлас* жазу* жаза жазсам жазып жазғым жазамын жазайын жаз айту айтқым сөйлес* телефон*
        нөмір* адрес* мекенжай* номер* хат хаты
        пікір* сұрақ* сұрау сұрайын хабарла* жолда*
        звон* позвон* связ* свяж* напис* напиш* писать обращ* отправ* задать вопрос* сообщ* отзыв* письмо дать дайте
        контакт* reach write writing call phone number email feedback question* ask message talk tell touch get contact
    """,
    Group.BACK: "обратная обратную обратной обратн кері",
    Group.OFFER: "ұсын* предлож* сообщить айтқым прислать поделиться tip tips submit suggest* share",
    Group.COMPLAINT: """
        шағым* қате* арыз* жалоб* жалов* пожалов* ошибк* опечатк* неточност* complain* error* mistake* typo*
        report*
    """,
    Group.SETTINGS: "баптау* теңше* параметр* настройк* настроить setting* settings options preferences config*",
    Group.DATA: "дерек* мәлімет* данны* аккаунт* профил* data account* history история историю",
    Group.PRIVACY: "құпиялылық* конфиденц* privacy gdpr",
    Group.DELETE: "өшір* жой* удал* стер* сотр* delete* erase* wipe* remove*",
    Group.FORGET: "ұмыт* забуд* забыть forget*",
    Group.KEEP: "сақта* білесің білесіз жинайсың жинайсыз храни* знаешь знаете собира* store* keep* know* collect*",
}  # fmt: skip

# Beginnings above that a word of the news shares.
_TOPICS = frozenset(folded_words("тоқтар тоқтаров тілшік шығармашылық кетчуп отменный стержень остановка аялдама"))


def _table() -> tuple[dict[str, frozenset[Group]], tuple[tuple[str, Group], ...]]:
    exact: dict[str, set[Group]] = {}
    beginnings: list[tuple[str, Group]] = []
    for group, text in _WORDS.items():
        for word in folded_words(text):
            if word.endswith("*"):
                beginnings.append((word[:-1], group))
            else:
                exact.setdefault(word, set()).add(group)
    return {word: frozenset(groups) for word, groups in exact.items()}, tuple(beginnings)


_EXACT, _BEGINNINGS = _table()


def _groups(folded: str) -> frozenset[Group]:
    if folded in _TOPICS:
        return frozenset()
    if folded.isdigit():
        return frozenset({Group.TIME})
    found = set(_EXACT.get(folded, ()))
    found.update(group for beginning, group in _BEGINNINGS if folded.startswith(beginning))
    return frozenset(found)


def _groups_in_any_script(folded: str) -> frozenset[Group]:
    found = _groups(folded)
    if not found and is_latin(folded):
        return next(filter(None, map(_groups, to_cyrillic(folded))), frozenset())
    return found


_KNOWN = BoundedCache(_groups_in_any_script, _CACHED_WORDS)


def groups_of(words: Iterable[str]) -> list[frozenset[Group]]:
    """What each folded word contributes; nothing for a word that is no part of a request."""
    return [_KNOWN[word] for word in words]
