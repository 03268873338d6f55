"""The data of buttons about groups, channels and topics; as in reader_callbacks.py, a format never changes.

Those that begin with `place` are a person's own: they name the chat, and their handlers check the rights in it. The
others concern the chat they are pressed in, or the one that is managed (handlers/core/managed_chat.py).
"""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData

from handlers.core.buttons.reader_callbacks import Number


class PlacesPage(CallbackData, prefix="places"):
    """The channels and groups that the person manages, at a page."""

    page: Number


class PlaceCallback(CallbackData, prefix="place"):
    """One of them, by its recipient."""

    recipient: Number


class PlaceAdd(CallbackData, prefix="placeadd"):
    """Asks Telegram for a chat to add: `kind` is channel or group."""

    kind: str


class TopicsPage(CallbackData, prefix="topics"):
    """In a forum: the rubrics with their topics, at a page."""

    page: Number


class TopicsOfRubric(CallbackData, prefix="topicof"):
    """In a forum: which topic a rubric comes to. `page` is the list's page of topics."""

    rubric: Number
    page: Number


class TopicSet(CallbackData, prefix="topicset"):
    """In a forum: this rubric comes to this topic (0: General) and to no other."""

    rubric: Number
    topic: Number


class TopicNone(CallbackData, prefix="topicno"):
    """In a forum: this rubric comes to no topic."""

    rubric: Number


class TopicsMake(CallbackData, prefix="topicmk"):
    """In a forum: a topic is made for each rubric that has none."""


class TopicMove(CallbackData, prefix="topicmv"):
    """What came to a topic that is gone comes to this one."""

    topic: Number


class MissedOfPlace(CallbackData, prefix="missedof"):
    """In a private chat, about a place: what it missed."""
