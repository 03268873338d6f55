"""The articles of a run: their wordings, and what each should look like now."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from zoneinfo import ZoneInfo

from domain.article import Manuscript
from domain.rich import Rich
from storage.prepare import PrepareContext, Prepared, prepare
from storage.store import UnitOfWork
from tests.simulation.chats import BROKEN, POISON
from tests.simulation.loop import EPOCH_MS

# A lead and a text for each story: of near-copies a digest shows one.
_TEXTS = (
    ("Министрлер келісті.", "Кеңес барысында тараптар өңір экономикасын жандандыру мәселелерін қарастырды."),
    ("Көпір ашылды.", "Өзен үстіндегі жаңа өткел арқылы бүгіннен бастап жүк көліктері де жүре алады."),
    ("Мектепте мереке.", "Бірінші сыныпқа биыл жүзден астам бала барып, оларға оқулықтар тегін таратылды."),
    ("Күн суытады.", "Синоптиктер ертең түнде аяз күшейіп, таулы аймақтарда боран соғатынын ескертті."),
    ("Команда жеңді.", "Футболшылар соңғы минутта гол соғып, кубоктың жартылай финалына жолдама алды."),
    ("Астық жиналды.", "Диқандар гектарынан он бес центнерден өнім алып, қоймаларға тасып жатыр."),
    (
        "Театр гастрольге шықты.",
        "Әртістер көрші облыстарда классикалық қойылымдарын көрсетіп, жас көрермендермен кездеседі.",
    ),
    ("Пойыз қосылды.", "Жолаушылар енді астанаға дейін түнгі рейспен сегіз сағатта жете алатын болды."),
    ("Зауыт кеңейеді.", "Кәсіпорын жаңа цех салып, екі жүз маманды тұрақты жұмысқа қабылдамақ."),
    ("Кітапхана жаңарды.", "Оқырмандарға электронды каталог пен кешкі оқу залы қызмет көрсете бастады."),
)
_CONTEXT = PrepareContext(EPOCH_MS, ZoneInfo("Asia/Almaty"))


@dataclass
class Story:
    """One article of the newsroom. `title` is what readers should see; `touched` counts changes of the body only."""

    number: int
    rubric: str
    language: str
    breaking: bool
    title: str = ""
    wording: int = 1
    touched: int = 0
    recalled: bool = False
    recalled_at: float = 0.0
    cancelled: bool = False

    def word(self, wording: int, *, poison: bool) -> None:
        """Another title; one that Telegram would refuse when `poison`."""
        self.wording = max(wording, self.wording)
        self.title = f"News {self.number} wording {wording}{POISON if poison else ''}"

    @property
    def id(self) -> str:
        return f"story-{self.number}"

    @property
    def poisoned(self) -> bool:
        return self.title.endswith(POISON)

    async def accept(self, work: UnitOfWork, *, push: bool = True) -> None:
        """Into the store as it is now; pushed when it is new."""
        words = (self.title, self.touched, self.rubric, self.language, self.breaking)
        await work.articles.accept(_prepared(self.number, *words), push=push)

    async def push(self, work: UnitOfWork) -> None:
        """An archived one is pushed by hand."""
        found = await work.articles.with_id(self.id)
        if found is not None:
            await work.articles.push(found.key)


def second_title(title: str) -> str:
    """Of a title test: the next wording."""
    head, _, wording = title.rpartition(" ")
    return f"{head} {int(wording) + 1}"


def said_of(number: int) -> str:
    """The words of an alert that finds this article and no other."""
    return f"news {number}"


@lru_cache(maxsize=4096)
def _prepared(number: int, title: str, touched: int, rubric: str, language: str, breaking: bool) -> Prepared:
    lead, text = _TEXTS[number % len(_TEXTS)]
    body = Rich(f"{text} {'Жаңартылды. ' * touched}")
    words = Manuscript(f"story-{number}", body, title, rubric, Rich(lead), language=language, breaking=breaking)
    return prepare(replace(words, image=_image(number)), _CONTEXT)


def _image(number: int) -> str:
    """The first and third article have a photo; the third one's Telegram cannot fetch."""
    if number % 2 == 0:
        return ""
    return f"https://example.kz{BROKEN if number % 4 == 3 else '/'}{number}.jpg"
