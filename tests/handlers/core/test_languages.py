"""The newsroom at work in Kazakh, Russian and English: whole conversations, in which no other language is heard."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from domain.team import Member, Role
from playground.world.messages import Message
from playground.world.people import Person
from tests.conversation import OWNER
from tests.handlers.newsroom import AUTHOR, EDITOR, Newsroom
from text.i18n import LANGUAGES, Phrases

PHRASES = Phrases.load()
READER = 1001
LOCALES = Path(__file__).parents[3] / "text" / "locales"
FLUENT = {
    code: "\n".join(file.read_text(encoding="utf-8") for file in (LOCALES / code).glob("*.ftl")) for code in LANGUAGES
}
VARIABLE = re.compile(r"\$(\w+)")


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language, what people type in it, and the words of others that may be heard."""

    code: str
    names: tuple[str, str, str, str]
    article: tuple[str, str, str]
    typed: str
    in_two_hours: str
    foreign: str


TONGUES = (
    Tongue(
        "kk",
        ("Бас редактор", "Айгүл", "Дана", "Әлия"),
        ("Жаңа көпір ашылды", "Көпір екі жылда салынды.", "Енді жол екі есе қысқарады."),
        "Көпір бүгін ашылды",
        "екі сағаттан кейін",
        r"[a-z]{2,}",
    ),
    Tongue(
        "ru",
        ("Главный", "Анна", "Дана", "Вера"),
        ("Открыт новый мост", "Его строили два года.", "Теперь дорога вдвое короче."),
        "Мост открыт сегодня",
        "через два часа",
        r"[a-z]{2,}|\w*[әғқңөұүһі]\w*",
    ),
    Tongue(
        "en",
        ("Chief", "Ann", "Dana", "Vera"),
        ("A new bridge is open", "It took two years.", "The way is half as long now."),
        "The bridge opens today",
        "in two hours",
        r"[а-яёәғқңөұүһі]{2,}",
    ),
)
# Addresses, commands, names and files; the buttons by which an editor turns the preview to another language; the card
# of a rubric, which has its names in all three.
ALLOWED = re.compile(
    r"https?://\S+|/\w+|\b(?:Telegram|Stars|CSV|Markdown|JSON|HTML|RSS|zip|ADMIN_IDS|Қаз|Рус|Eng|Қала|Город|city|City|1\.json)\b"
)


class Room:
    """Owner, editor, author and reader of one language; `words` finds what the bot says to them."""

    def __init__(self, chat: Newsroom, tongue: Tongue) -> None:
        self.chat = chat
        self.tongue = tongue
        ids = (OWNER, EDITOR, AUTHOR, READER)
        self.people = [
            chat.tg.add_person(number, name, language_code=tongue.code)
            for number, name in zip(ids, tongue.names, strict=True)
        ]
        self.owner, self.editor, self.author, self.reader = self.people

    async def opens(self) -> None:
        """The team, and a rubric with a name in each language."""
        async with self.chat.store.transaction() as work:
            await work.team.put(Member(EDITOR, Role.EDITOR, name=self.editor.title), OWNER)
            await work.team.put(Member(AUTHOR, Role.AUTHOR, name=self.author.title), OWNER)
            await work.rubrics.add({"kk": "Қала", "ru": "Город", "en": "City"}, "")

    @property
    def rubric(self) -> str:
        return {"kk": "Қала", "ru": "Город", "en": "City"}[self.tongue.code]

    def words(self, key: str, **values: str | int) -> str:
        """The longest part of a phrase that stands in one line and holds no value that was not given."""
        places = VARIABLE.findall(re.split(r"\n(?=\w)", FLUENT[self.tongue.code].split(f"\n{key} =")[1])[0])
        text = PHRASES.plain(self.tongue.code, key, **{**dict.fromkeys(places, "☒"), **values})
        return max(re.split("[☒\n]", text), key=len).strip()

    async def hears(self, person: Person, key: str, **values: str | int) -> Message:
        return await person.hears(self.words(key, **values))

    async def presses(self, person: Person, message: Message, key: str, **values: str | int) -> None:
        await (await person.presses(message, self.words(key, **values))).answered()

    def heard(self) -> list[str]:
        """Every text, button and toast that people of the newsroom, and the reader, have had from the bot."""
        shown: list[str] = []
        for person in self.people:
            for message in self.chat.tg.chat(person.id).messages:
                if message.by_bot:
                    contents = [*message.versions, message.content]
                    shown += [content.text for content in contents]
                    shown += [button.text for content in contents for row in content.rows for button in row]
        return [*shown, *(press.toast for press in self.chat.tg.world.presses.values())]

    def foreign_words(self) -> list[str]:
        """Words of another language among them."""
        found = []
        for text in self.heard():
            found += re.findall(self.tongue.foreign, ALLOWED.sub("", text), re.IGNORECASE)
        return sorted(set(found))


@pytest.fixture(params=TONGUES, ids=[tongue.code for tongue in TONGUES])
async def room(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Room]:
    async with Newsroom(tmp_path) as chat:
        made = Room(chat, request.param)
        await made.opens()
        yield made


async def written(room: Room, person: Person) -> Message:
    """The panel under the preview of an article that somebody has written in one message."""
    await person.says("/post " + "\n\n".join(room.tongue.article))
    await person.presses(await room.hears(person, "editor-ask-rubric"), room.rubric)
    return await room.hears(person, "editor-preview-nobody")


async def test_an_article_is_asked_for_returned_approved_and_sent(room: Room) -> None:
    chat, author, editor = room.chat, room.author, room.editor
    for person in room.people:
        await person.says("/help")
        await room.hears(person, "reader-help")
    await room.presses(author, await written(room, author), "post-ask")
    await room.hears(author, "approval-asked")
    letter = await room.hears(editor, "approval-question")
    await room.presses(editor, letter, "approval-no")
    await room.hears(editor, "approval-ask-remark")
    await editor.says(room.tongue.typed)
    await room.hears(editor, "approval-returned")
    await author.hears(room.tongue.typed)
    await room.presses(author, await written(room, author), "post-ask")
    await room.presses(editor, await room.hears(editor, "approval-question"), "approval-yes")
    await room.hears(editor, "approval-approved")
    await room.hears(author, "approval-told-yes")
    await chat.looks()
    for word in ("/drafts", "/queue", "/team", "/audit", "/unknown", "/cancel"):
        for person in room.people:
            before = len(person.from_bot)
            await person.says(word)
            await chat.tg.until(lambda person=person, before=before: len(person.from_bot) > before)
    assert room.foreign_words() == []


async def test_an_article_is_corrected_halted_recalled_and_reported(room: Room) -> None:
    chat, owner, editor = room.chat, room.owner, room.editor
    await chat.followers(12, "Қала")
    for place, said in enumerate(
        ("Bad Request: TOPIC_CLOSED", "Forbidden: user is deactivated", "Bad Request: chat not found")
    ):
        chat.tg.faults.respond(status=400, description=said, chat=100_000 + place, times=None)
    await editor.says("/post " + "\n\n".join(room.tongue.article))
    await editor.presses(await room.hears(editor, "editor-ask-rubric"), room.rubric)
    panel = await editor.hears("12")
    await owner.says("/halt")
    await room.hears(owner, "queue-halted")
    await owner.says("/halt")
    already = await room.hears(owner, "halt-already")
    await room.presses(editor, panel, "editor-publish")
    await room.hears(editor, "editor-published")
    await room.presses(owner, already, "queue-release")
    await chat.delivers()
    article = await chat.store.articles.of_draft(1)
    assert article is not None
    await chat.ends(article.key)
    await chat.looks()
    report = await room.hears(editor, "report-head", kind="push", state="done")
    assert report.buttons
    await editor.says("/edit post-1")
    await room.presses(editor, await room.hears(editor, "edit-nothing-yet", copies=9), "editor-change-title")
    await room.hears(editor, "editor-ask-title-anew")
    await editor.says(room.tongue.typed)
    await room.presses(editor, await room.hears(editor, "edit-head"), "note-button")
    await room.hears(editor, "note-ask")
    await editor.says(room.tongue.article[1])
    await room.presses(editor, await room.hears(editor, "note-shown"), "edit-save")
    await room.hears(editor, "edit-done", told="yes")
    await chat.ends(article.key, "edit")
    await editor.says("/recall post-1")
    await room.presses(editor, await room.hears(editor, "recall-sure", copies=9), "recall-yes")
    await chat.ends(article.key, "recall")
    await chat.looks()
    await room.hears(editor, "report-head", kind="recall", state="done")
    for word in ("/queue", "/stats", "/stats post-1", "/edit post-1", "/recall", "/audit"):
        before = len(owner.from_bot)
        await owner.says(word)
        await chat.tg.until(lambda before=before: len(owner.from_bot) > before)
    assert room.foreign_words() == []


async def test_letters_hours_documents_and_rubrics(room: Room) -> None:
    owner, editor, reader = room.owner, room.editor, room.reader
    await room.presses(editor, await written(room, editor), "post-schedule")
    await room.hears(editor, "schedule-ask")
    for typed, key in (("???", "schedule-not-understood"), ("2020-01-01 10:00", "schedule-past")):
        await editor.says(typed)
        await room.hears(editor, key)
    await editor.says(room.tongue.in_two_hours)
    await room.presses(editor, await room.hears(editor, "schedule-set"), "schedule-take-off")
    await room.hears(editor, "schedule-off")
    await reader.says(f"/feedback {room.tongue.typed}")
    await room.hears(reader, "feedback-kept")
    await editor.says("/inbox")
    letter = await editor.hears(room.tongue.typed)
    await editor.says(room.tongue.article[1], reply_to=letter)
    await room.hears(editor, "inbox-answered")
    await room.hears(reader, "inbox-answer")
    await editor.says(f"/ban {READER}")
    await room.hears(editor, "ban-done", state="warned")
    title, _, body = room.tongue.article
    one = {"id": "1", "title": title, "rubric": "Қала", "body": body}
    await editor.sends_file("1.json", json.dumps(one, ensure_ascii=False).encode())
    await room.presses(editor, await room.hears(editor, "document-head", count=1), "document-archive")
    await room.hears(editor, "document-taken")
    await owner.says("/rubric")
    board = await room.hears(owner, "rubric-head")
    await owner.presses(board, room.rubric)
    await room.presses(owner, await room.hears(owner, "rubric-card"), "rubric-hide")
    await owner.says("/team")
    await room.presses(owner, await room.hears(owner, "team-head"), "team-add")
    await room.presses(owner, await room.hears(owner, "team-ask-role"), "team-add-as", role="editor")
    await room.hears(owner, "team-ask-person", role="editor")
    await owner.says("/cancel")
    await room.hears(owner, "team-add-cancelled")
    await owner.says("/audit")
    await room.hears(owner, "audit-head")
    assert room.foreign_words() == []
