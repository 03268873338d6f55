"""Tells the newsroom of new letters: each editor at most once in ten minutes, with how many wait; it can be switched
off."""

from __future__ import annotations

from functools import partial

from aiogram import Bot

from domain.buttons import Keyboard
from domain.readers.quiet_hours import read_quiet_hours, zone_named
from domain.team import Member, Role
from handlers.core.access.members import members_reaching
from handlers.core.buttons.keyboards import button
from handlers.core.buttons.newsroom_callbacks import LetterCallback
from handlers.core.notify import Notified, notifier_for
from handlers.core.services import Services
from storage.repositories.newsroom.inbox import LetterNotice

# Milliseconds between two messages to one editor.
PAUSE_MS = 10 * 60_000


async def tell_of_letters(bot: Bot, services: Services) -> None:
    """The row of an editor is written first: after a kill the letter is not told twice. Where Telegram took nothing, it
    is told ten minutes later."""
    store, now_ms = services.store, services.clock.trusted_ms()
    newest = await store.letters.newest_open()
    if not newest:
        return
    for editor in await members_reaching(services, Role.EDITOR):
        known = await store.letters.notice_of(editor.user_id)
        if not known.is_due(newest, now_ms, PAUSE_MS) or await _is_quiet(services, editor, now_ms):
            continue
        async with store.transaction() as work:
            await work.letters.put_notice(editor.user_id, LetterNotice(letter=newest, told_at=now_ms))
        waiting = await store.letters.count_open()
        told = await notifier_for(bot, services).send(editor.user_id, partial(_compose, services, waiting))
        if told is Notified.POSTPONED:
            async with store.transaction() as work:
                await work.letters.put_notice(editor.user_id, LetterNotice(letter=known.letter, told_at=now_ms))


async def _is_quiet(services: Services, editor: Member, now_ms: int) -> bool:
    chat = await services.store.recipients.find(editor.user_id)
    hours = read_quiet_hours(chat.quiet) if chat and chat.quiet else None
    return bool(chat and hours and hours.ends(now_ms, zone_named(chat.zone, services.zone)))


def _compose(services: Services, waiting: int, language: str) -> tuple[str, Keyboard]:
    phrases = services.phrases
    show = button(phrases.plain(language, "inbox-show"), LetterCallback(do="more", letter=0))
    quiet = button(phrases.plain(language, "inbox-untold"), LetterCallback(do="untold", letter=0))
    return phrases.say(language, "inbox-new", count=waiting), ((show,), (quiet,))
