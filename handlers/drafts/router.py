"""All routers of drafts, in the order in which they are asked."""

from __future__ import annotations

from aiogram import Router

from handlers.drafts import abandoned_dialogue, buttons, my_drafts
from handlers.drafts.approve import decide, mend, request
from handlers.drafts.correct import open as correct
from handlers.drafts.correct import replace
from handlers.drafts.preview import preview
from handlers.drafts.publish import breaking
from handlers.drafts.schedule import buttons as schedule_buttons
from handlers.drafts.schedule import choose_time
from handlers.drafts.session import DraftSessions
from handlers.drafts.write import change_field, photo, post, rubric, second_title

_DIALOGUES = (abandoned_dialogue, photo, post, rubric, change_field, second_title, choose_time, correct, replace)
# `request` answers one button of the panel, so it stands before `buttons`, which answers the others.
_BUTTONS = (request, decide, mend, buttons, breaking, preview, my_drafts, schedule_buttons)


def build() -> Router:
    router = Router(name="drafts")
    for observer in (router.message, router.callback_query):
        observer.middleware(DraftSessions())
    router.include_routers(*(module.build() for module in (*_DIALOGUES, *_BUTTONS)))
    return router
