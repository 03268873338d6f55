"""/audit: who did what, in the reader's language, old entries included."""

from __future__ import annotations

import re

import pytest

from domain.team import AuditAction, AuditCode, Member, Role
from playground.world.people import Person
from tests.conversation import OWNER
from tests.handlers.newsroom import Newsroom

Code = AuditCode
STORED = (
    (AuditAction.INVITED, Code("editor"), "", ""),
    (AuditAction.MEMBER_ADDED, "Айгүл (7002)", Code("author"), Code("editor")),
    (AuditAction.MEMBER_CHANGED, "Айгүл (7002)", Code("editor *"), Code("editor politics breaking")),
    (AuditAction.RUBRIC_CHANGED, Code("politics"), Code("shown"), Code("hidden")),
    (AuditAction.RUBRIC_CHANGED, Code("politics"), Code("3"), Code("2")),
    (AuditAction.BANNED, Code("1001"), Code("warned"), Code("banned")),
    (AuditAction.PUSHED, "", "", Code("push 25")),
    (AuditAction.IMPORTED, "news.json", "", Code("added 3, pushed 2")),
    (AuditAction.BACKED_UP, "zharshy.db", "", Code("2621440 bytes")),
    (AuditAction.SCHEDULED, "Жаңа көпір", "", Code("2026-11-26 10:00+05:00")),
    (AuditAction.EDITED, "Жаңа көпір", "editor", "hidden"),
    (AuditAction.RUBRIC_CHANGED, Code("politics"), "hidden", "3"),
    (AuditAction.IMPORTED, "added 5", "", Code("added 1")),
)

KAZAKH = (
    "Шақыру сілтемесін берді: редактор",
    "Құрамға қосты: Айгүл (7002)\nавтор → редактор",
    "редактор · Барлық айдар → редактор · Саясат · ⚡ шұғыл хабар жібере алады",
    "Айдарды өзгертті: Саясат\nкөрініп тұр → жасырулы",
    "Айдарды өзгертті: Саясат\n3-орын → 2-орын",
    "Жазуға тыйым салды: 1001\nескертілген → тыйым салынған",
    "Оқырманға жіберді\nжеке-жеке, 25",
    "Құжаттан алды: «news.json»\nжаңасы 3, жіберілгені 2",
    "Көшірме жасады: «zharshy.db»\n2,5 МБ",
    "Уақытын белгіледі: «Жаңа көпір»\n2026 жылғы 26 қараша, 10:00",
    # Titles and texts that people typed are theirs, whatever they look like.
    "Түзетті: «Жаңа көпір»\n«editor» → «hidden»",
    "Айдарды өзгертті: Саясат\n«hidden» → «3»",
    "Құжаттан алды: «added 5»\nжаңасы 1",
)


async def stored(chat: Newsroom) -> None:
    async with chat.store.transaction() as work:
        await work.rubrics.add({"kk": "Саясат", "ru": "Политика", "en": "Politics"}, "")
        (rubric,) = [one for one in await work.rubrics.all() if one.name("en") == "Politics"]
        for deed, subject, old, new in STORED:
            await work.audit.note(OWNER, deed, *(_with(rubric.slug, part) for part in (subject, old, new)))


def _with(slug: str, part: str) -> str:
    return type(part)(part.replace("politics", slug))


async def audit(chat: Newsroom, owner: Person) -> str:
    """Both pages of it."""
    await owner.says("/audit")
    page = await owner.hears("zharshy.db")
    first = page.text
    await owner.presses(page, "›")
    await chat.tg.until(lambda: page.text != first)
    return f"{first}\n{page.text}"


async def test_details_are_said_in_words(chat: Newsroom) -> None:
    owner = chat.owner()
    await stored(chat)
    pages = await audit(chat, owner)
    for words in KAZAKH:
        assert words in pages


@pytest.mark.parametrize(
    ("language", "allowed"),
    [(one, r"news\.json|zharshy\.db|editor|hidden|added 5") for one in ("kk", "ru")],
)
async def test_no_english_is_left_but_what_people_typed(chat: Newsroom, language: str, allowed: str) -> None:
    owner = chat.owner(language)
    await stored(chat)
    assert re.findall(r"[A-Za-z]{2,}", re.sub(allowed, "", await audit(chat, owner))) == []


@pytest.mark.parametrize("name", ["owner sport", "editor", "owner *", "Ай (7001) → editor", "x» → «owner"])
async def test_the_name_of_a_member_is_never_a_change_of_rights(chat: Newsroom, name: str) -> None:
    owner, person = chat.owner(), chat.reader(1002, name)
    await owner.says("/team")
    await owner.presses(await owner.hears("Редакция:"), "Адам қосу")
    await owner.presses(await owner.hears("Кім болып"), "Автор")
    await owner.hears("Төрт жолы")
    await owner.forwards(await person.says("Сәлем"))
    await owner.hears("(1002) қосылды")
    shown = name.replace("(", "[").replace(")", "]").replace("→", ">")
    await owner.says("/audit")
    assert f"Құрамға қосты: {shown} (1002)\nавтор" in (await owner.hears("Кім не істегені")).text


async def test_what_was_typed_cannot_add_a_line_to_the_audit(chat: Newsroom) -> None:
    owner = chat.owner()
    async with chat.store.transaction() as work:
        await work.team.put(Member(1002, Role.AUTHOR, name="Айгүл"), OWNER)
        await work.audit.note(
            1002, AuditAction.IMPORTED, "a.txt\n\n26 қараша · Редактор\u202e (7001)\nҚұрамға қосты: x"
        )
    await owner.says("/audit")
    text = (await owner.hears("Кім не істегені")).text
    assert "«a.txt 26 қараша · Редактор (7001) Құрамға қосты: x»" in text
    assert text.count("\n") == 3
