"""A kill between two commits of one update loses nothing and does nothing twice: it ends as without the kill."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from domain.document import DocumentAction
from domain.team import AuditAction
from handlers.core.buttons.newsroom_callbacks import DocumentCallback, DraftCallback, HeldCallback, RubricAdminCallback
from playground.world.messages import Message
from playground.world.people import Person
from tests.builders import chat as known_chat
from tests.conversation import OWNER, Story
from tests.handlers.broadcasts.document_lines import lines
from tests.handlers.mortal import MortalNewsroom
from tests.handlers.newsroom import EDITOR
from tests.pictures import picture

pytestmark = pytest.mark.slow

WHOLE = "Жаңа мектеп\n\nБірінші қоңырау соғылды.\n\nМектепте 600 бала оқиды."
Said = Awaitable[object]


@dataclass(frozen=True, slots=True)
class Scene:
    """`begins` brings the newsroom to the moment; `says` is the update that dies; `then` what is said after it, in
    good faith; `shows` what must be the same whenever it died."""

    begins: Callable[[MortalNewsroom], Awaitable[Callable[[], Said]]]
    shows: Callable[[MortalNewsroom], Awaitable[object]]
    then: Callable[[MortalNewsroom], Said] | None = None


async def draft(chat: MortalNewsroom, author: int = OWNER) -> object:
    found = await chat.store.drafts.of_author(author)
    return [(one.title, one.lead.text, one.body.text, bool(one.image), one.rubric) for one in found]


async def previewed(chat: MortalNewsroom, person: Person) -> Message:
    await person.says(f"/post {WHOLE}")
    await person.presses(await person.hears("Айдарын таңдаңыз"), "Саясат")
    return await person.hears("Оқырман дәл осылай")


async def a_whole_article(chat: MortalNewsroom) -> Callable[[], Said]:
    owner = chat.owner()
    return lambda: owner.says(f"/post {WHOLE}")


async def a_photo_with_the_article(chat: MortalNewsroom) -> Callable[[], Said]:
    owner = chat.owner()
    return lambda: owner.sends_file("a.jpg", picture(), mime="image/jpeg", caption=f"/post {WHOLE}")


async def a_photo_with_the_title(chat: MortalNewsroom) -> Callable[[], Said]:
    owner = chat.owner()
    await owner.says("/post")
    await owner.hears("Тақырыбын жазыңыз")
    return lambda: owner.sends_file("a.jpg", picture(), mime="image/jpeg", caption="Жаңа мектеп")


async def a_text_anew(chat: MortalNewsroom) -> Callable[[], Said]:
    owner = chat.owner()
    await owner.presses(await previewed(chat, owner), "Мәтін")
    await owner.hears("мәтін")
    return lambda: owner.says("Бірінші бөлік.")


def the_next_part(chat: MortalNewsroom) -> Said:
    return chat.tg.person(OWNER).says("Екінші бөлік.")


async def the_end_of_a_text(chat: MortalNewsroom) -> Callable[[], Said]:
    owner = chat.owner()
    await owner.says(f"/post {WHOLE}")
    await owner.hears("Айдарын таңдаңыз")
    await owner.says("Мұнда 40 мұғалім бар")
    asked = await owner.hears("40 мұғалім")
    return lambda: owner.presses_data(asked, DraftCallback(do="append", draft=1, version=9).pack())


def presses_it_again(chat: MortalNewsroom) -> Said:
    owner = chat.tg.person(OWNER)
    return owner.presses_data(owner.last, DraftCallback(do="append", draft=1, version=9).pack())


async def a_new_rubric(chat: MortalNewsroom) -> Callable[[], Said]:
    owner = chat.owner()
    await owner.says(f"/post {WHOLE}")
    await owner.hears("Айдарын таңдаңыз")
    await owner.says("Ғарыш")
    asked = await owner.hears("Ғарыш")
    return lambda: owner.presses_data(asked, DraftCallback(do="create", draft=1, version=9).pack())


async def a_request(chat: MortalNewsroom) -> Callable[[], Said]:
    author, _, _ = await chat.author(), await chat.editor(), chat.owner()
    panel = await previewed(chat, author)
    return lambda: author.presses(panel, "Бекітуге")


async def questions(chat: MortalNewsroom) -> object:
    one = await chat.store.approvals.get(1)
    assert one is not None
    return one.state, one.remark, await chat.store.approvals.asked_in(1, one.version)


async def a_remark(chat: MortalNewsroom) -> Callable[[], Said]:
    await (await a_request(chat))()
    editor = chat.tg.person(EDITOR)
    await editor.presses(await editor.hears("бекітуді сұрайды"), "Ескертпемен қайтару")
    await editor.hears("Ескертпеңізді")
    return lambda: editor.says("Тақырыбы ұзын")


async def a_press_on_what_waits(chat: MortalNewsroom) -> Callable[[], Said]:
    author, _ = await chat.author(), await chat.editor()
    panel = await previewed(chat, author)
    await author.presses(panel, "Бекітуге")
    await author.hears("бекітуге")
    one = await chat.store.drafts.get(1)
    assert one is not None
    return lambda: author.presses_data(panel, DraftCallback(do="tongue-ru", draft=1, version=one.version).pack())


async def taken_back(chat: MortalNewsroom) -> object:
    one = await chat.store.drafts.get(1)
    assert one is not None
    return one.language, [asked.draft for asked in await chat.store.approvals.waiting()]


async def an_hour(chat: MortalNewsroom) -> Callable[[], Said]:
    editor = await chat.editor()
    await editor.presses(await previewed(chat, editor), "Кейінірек")
    await editor.hears("Қашан жарияланады?")
    return lambda: editor.says("ертең 10:00")


async def planned(chat: MortalNewsroom) -> object:
    return [one.draft for one in await chat.store.schedule.all()]


def held(do: str) -> Callable[[MortalNewsroom], Awaitable[Callable[[], Said]]]:
    async def begins(chat: MortalNewsroom) -> Callable[[], Said]:
        owner = chat.owner()
        stories = [Story(f"Мақала {n}", rubric="Саясат" if n % 2 else "Спорт") for n in range(60)]
        keys = await chat.publishes(*stories)
        async with chat.store.transaction() as work:
            for key in keys:
                await work.held.add(key)
            await work.held.announce()
        await owner.says("/help")
        heard = await owner.hears("/")
        return lambda: owner.presses_data(heard, HeldCallback(do=do).pack())

    return begins


async def released(chat: MortalNewsroom) -> object:
    sent = [one.kind for one in await chat.store.broadcasts.summaries()]
    return await chat.store.held.count(), sent, [one.what for one in await chat.store.audit.page(9)]


async def a_document(chat: MortalNewsroom) -> Callable[[], Said]:
    owner = chat.owner()
    await owner.sends_file("news.jsonl", lines("Бірінші", "Екінші"))
    seen = await owner.hears("Құжатта 2 мақала бар")
    return lambda: owner.presses_data(seen, DocumentCallback(do=DocumentAction.PUSH).pack())


async def taken(chat: MortalNewsroom) -> object:
    reports = await chat.store._database.reader().fetch("reports_due", 9)
    return await released(chat), await chat.store.articles.count(), reports


async def a_merge(chat: MortalNewsroom) -> Callable[[], Said]:
    owner = chat.owner()
    await chat.publishes(Story("Ескі", rubric="Экономика"))
    for number in (1, 2):
        await known_chat(chat.store, number, "Экономика")
    old, new = await chat.store.rubrics.named("Экономика"), await chat.store.rubrics.named("Саясат")
    assert old is not None and new is not None
    await owner.says("/help")
    heard = await owner.hears("/")
    data = RubricAdminCallback(do="merged", rubric=old.key, value=new.key)
    return lambda: owner.presses_data(heard, data.pack())


async def merged(chat: MortalNewsroom) -> object:
    found = await chat.store.rubrics.named("Экономика")
    assert found is not None
    deeds = [one.what for one in await chat.store.audit.page(9) if one.what == AuditAction.RUBRIC_MERGED]
    return found.name("kk"), await chat.store.articles.count(rubric=found.key), await chat.follows(1), len(deeds)


async def a_letter(chat: MortalNewsroom) -> Callable[[], Said]:
    reader = chat.reader(1001)
    await reader.says("/feedback")
    await reader.hears("не айтқыңыз келеді")
    return lambda: reader.says("Бәрі жақсы")


def a_search(chat: MortalNewsroom) -> Said:
    return chat.tg.person(1001).says("Үкімет")


async def letters(chat: MortalNewsroom) -> object:
    return [one.text for one in await chat.store.letters.open(9)]


async def rubric_names(chat: MortalNewsroom) -> Callable[[], Said]:
    owner = chat.owner()
    await owner.says("/rubric")
    await owner.presses(await owner.hears("Айдарлар: 1"), "Айдар ашу")
    await owner.hears("үш тілде жазыңыз")
    return lambda: owner.says("Ғарыш\nКосмос\nSpace")


def the_owner_searches(chat: MortalNewsroom) -> Said:
    return chat.tg.person(OWNER).says("Үкімет")


async def rubrics(chat: MortalNewsroom) -> object:
    return [one.name("kk") for one in await chat.store.rubrics.all()]


async def a_colleague(chat: MortalNewsroom) -> Callable[[], Said]:
    owner, new = chat.owner(), chat.reader(1001, "Болат")
    said = await new.says("Сәлем")
    await owner.says("/team")
    await owner.presses(await owner.hears("Редакция: 1 адам"), "Адам қосу")
    await owner.presses(await owner.hears("Кім болып қосылады"), "Редактор")
    await owner.hears("Төрт жолы бар")
    return lambda: owner.forwards(said)


def forwards_another(chat: MortalNewsroom) -> Said:
    async def words() -> None:
        other = chat.reader(1002, "Марат")
        await chat.tg.person(OWNER).forwards(await other.says("Сәлем"))

    return words()


async def team(chat: MortalNewsroom) -> object:
    return [one.user_id for one in await chat.store.team.all() if one.user_id != OWNER]


SCENES = {
    "a whole article": Scene(a_whole_article, draft),
    "a photo with the article": Scene(a_photo_with_the_article, draft),
    "a photo with the title": Scene(a_photo_with_the_title, draft),
    "a text anew": Scene(a_text_anew, draft, the_next_part),
    "the end of a text": Scene(the_end_of_a_text, draft, presses_it_again),
    "a new rubric": Scene(a_new_rubric, draft),
    "a request for approval": Scene(a_request, questions),
    "a remark": Scene(a_remark, questions),
    "a press on a draft that waits": Scene(a_press_on_what_waits, taken_back),
    "an hour": Scene(an_hour, planned),
    "held, as a list": Scene(held("list"), released),
    "held, pushed": Scene(held("push"), released),
    "held, archived": Scene(held("archive"), released),
    "a document": Scene(a_document, taken),
    "a merge": Scene(a_merge, merged),
    "a letter": Scene(a_letter, letters, a_search),
    "names of a rubric": Scene(rubric_names, rubrics, the_owner_searches),
    "a colleague": Scene(a_colleague, team, forwards_another),
}


async def played(scene: Scene, folder: Path, monkeypatch: pytest.MonkeyPatch, dies_after: int) -> tuple[int, object]:
    """(how many commits the update took, what the store shows in the end)"""
    folder.mkdir()
    with monkeypatch.context() as patch:
        async with MortalNewsroom(folder) as chat:
            await chat.publishes("Үкімет отырысы өтті")
            says = await scene.begins(chat)
            chat.watches(patch)
            commits = await chat.acts(says(), dies_after=dies_after)
            if scene.then is not None:
                await chat.acts(scene.then(chat))
            return commits, await scene.shows(chat)


@pytest.fixture(autouse=True)
def one_effect_an_update() -> None:
    """Here an update that has died has its effect when it comes again."""


@pytest.mark.parametrize("name", SCENES)
async def test_whenever_it_dies_the_newsroom_is_as_if_it_had_not(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commits, wanted = await played(SCENES[name], tmp_path / "0", monkeypatch, 0)
    assert commits > 0
    for dies_after in range(1, commits + 1):
        _, found = await played(SCENES[name], tmp_path / str(dies_after), monkeypatch, dies_after)
        assert found == wanted, f"killed after commit {dies_after} of {commits}"
