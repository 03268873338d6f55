"""/audit: who did what, in the reader's language, old entries included."""

from __future__ import annotations

import re

import pytest

from domain.team import AuditAction
from playground.world.people import Person
from tests.conversation import OWNER
from tests.handlers.newsroom import Newsroom

STORED = (
    (AuditAction.INVITED, "editor", "", ""),
    (AuditAction.MEMBER_ADDED, "Айгүл (7002)", "author", "editor"),
    (AuditAction.MEMBER_CHANGED, "Айгүл (7002)", "editor *", "editor politics breaking"),
    (AuditAction.RUBRIC_CHANGED, "politics", "shown", "hidden"),
    (AuditAction.RUBRIC_CHANGED, "politics", "3", "2"),
    (AuditAction.BANNED, "1001", "warned", "banned"),
    (AuditAction.PUSHED, "", "", "push 25"),
    (AuditAction.IMPORTED, "news.json", "", "added 3, pushed 2"),
    (AuditAction.BACKED_UP, "zharshy.db", "", "2621440 bytes"),
    (AuditAction.SCHEDULED, "Жаңа көпір", "", "2026-11-26 10:00+05:00"),
    (AuditAction.EDITED, "Жаңа көпір", "editor", "hidden"),
)

KAZAKH = (
    "Шақыру сілтемесін берді: редактор",
    "Құрамға қосты: Айгүл (7002)\nавтор → редактор",
    "редактор · Барлық айдар → редактор · Саясат · ⚡ шұғыл хабар жібере алады",
    "Айдарды өзгертті: Саясат\nкөрініп тұр → жасырулы",
    "Айдарды өзгертті: Саясат\n3-орын → 2-орын",
    "Жазуға тыйым салды: 1001\nескертілген → тыйым салынған",
    "Оқырманға жіберді\nжеке-жеке, 25",
    "Құжаттан алды: news.json\nжаңасы 3, жіберілгені 2",
    "Көшірме жасады: zharshy.db\n2,5 МБ",
    "Уақытын белгіледі: Жаңа көпір\n26 қараша 2026, 10:00",
    # Titles and texts that people typed are theirs, whatever they look like.
    "Түзетті: Жаңа көпір\neditor → hidden",
)


async def stored(chat: Newsroom) -> None:
    async with chat.store.transaction() as work:
        await work.rubrics.add({"kk": "Саясат", "ru": "Политика", "en": "Politics"}, "")
        (rubric,) = [one for one in await work.rubrics.all() if one.name("en") == "Politics"]
        for deed, subject, old, new in STORED:
            await work.audit.note(OWNER, deed, *(part.replace("politics", rubric.slug) for part in (subject, old, new)))


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
    [("kk", r"news\.json|zharshy\.db|editor|hidden"), ("ru", r"news\.json|zharshy\.db|editor|hidden")],
)
async def test_no_english_is_left_but_what_people_typed(chat: Newsroom, language: str, allowed: str) -> None:
    owner = chat.owner(language)
    await stored(chat)
    assert re.findall(r"[A-Za-z]{2,}", re.sub(allowed, "", await audit(chat, owner))) == []
