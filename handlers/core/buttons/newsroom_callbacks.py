"""The data of the newsroom's buttons; as in `reader_callbacks`, a format never changes its meaning.

Rights are checked at every press, because data can be forged.
"""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData

from handlers.core.buttons.reader_callbacks import Number


class DraftCallback(CallbackData, prefix="post"):
    """Under a draft at one version of it: what the editor wants. `rubric` where one is chosen."""

    do: str
    draft: Number
    version: Number
    rubric: Number = 0


class SeenCallback(CallbackData, prefix="seen"):
    """Under the preview of a draft at one version: shows it (its `message`) as readers of this language get it."""

    draft: Number
    version: Number
    message: Number
    language: str


class BreakingCallback(CallbackData, prefix="urgent"):
    """Under a preview (its `message`) of a draft at one version, shown as breaking news: yes (send it) or no."""

    do: str
    draft: Number
    version: Number
    message: Number


class PhotoCallback(CallbackData, prefix="photo"):
    """Under the reply to a photo with words: it is an article of its own (new), or of an unfinished draft (old)."""

    do: str
    draft: Number


class LeftCallback(CallbackData, prefix="left"):
    """Under the reply to what was written long after it was asked for: answer (it is one), search, on (go on)."""

    do: str


class TeamCallback(CallbackData, prefix="team"):
    """In /team: what an owner does, to whom (a user id), and a value: a role's place in Role, a rubric, 0 or 1."""

    do: str
    user: Number = 0
    value: Number = 0


class QueueCallback(CallbackData, prefix="queue"):
    """In /queue and under a report: what is done to which broadcast (its broadcast; 0: to all of them)."""

    do: str
    broadcast: Number = 0


class ArticleCallback(CallbackData, prefix="art"):
    """Under an article that stands in chats: what the newsroom does to it (its key): edit, recall, recalled, stay."""

    do: str
    article: Number


class ReplaceCallback(CallbackData, prefix="repl"):
    """Which article (place 0), or which place of it (from 1, 999 for all), gets the words of the open dialogue."""

    article: Number
    place: Number


class TitleTestCallback(CallbackData, prefix="titles"):
    """Under a title test of an article (its key): look (how it stands), own or other (which title is chosen)."""

    do: str
    article: Number


class DocumentCallback(CallbackData, prefix="doc"):
    """Under what is in a document: archive, push, or look (leave it); the document is what the message replies to."""

    do: str


class HeldCallback(CallbackData, prefix="held"):
    """What an owner decides about articles that wait: show, push, list or archive."""

    do: str


class ClockCallback(CallbackData, prefix="clock"):
    """Under the notice of a clock that jumped ahead (the doubt's number): right."""

    do: str
    number: Number


class ScheduleCallback(CallbackData, prefix="sched"):
    """About a draft and its hour: at (a quick choice by its place), on (days since the year 1, times 24, and the hour),
    show, move, now, off."""

    do: str
    draft: Number
    value: Number = 0


class ApprovalCallback(CallbackData, prefix="appr"):
    """An editor's answer to an author's draft at one version: yes, when (at an hour), mend, no, read, show."""

    do: str
    draft: Number
    version: Number


class RubricAdminCallback(CallbackData, prefix="desk"):
    """In /rubric: what an owner does to a rubric (0: none yet); `value` is the rubric it is merged into, or 0 and 1."""

    do: str
    rubric: Number = 0
    value: Number = 0


class FeedCallback(CallbackData, prefix="feed"):
    """In /feeds: list (its page is `value`), add, show, check, whole (1: with pages, 0: without), remove, removed."""

    do: str
    feed: Number = 0
    value: Number = 0


class LetterCallback(CallbackData, prefix="letter"):
    """Under a reader's letter: close, warn, ban (warns first), more (after this letter, 0: from the first). A reply to
    the message is an answer. Under the word of new letters: told, untold (whether the member wants to be told)."""

    do: str
    letter: Number


class StatsCallback(CallbackData, prefix="stats"):
    """Under the figures: csv, vain (searches that found nothing), articles, article, sources."""

    do: str
    article: Number = 0


class AuditPage(CallbackData, prefix="audit"):
    page: Number
