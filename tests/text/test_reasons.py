"""Reasons as they were stored at any time, in the words of whoever reads them."""

from __future__ import annotations

import pytest

from text.i18n import LANGUAGES, Phrases
from text.reasons import in_words, word_of

PHRASES = Phrases.load()

SAID = {
    "Forbidden: bot was blocked by the user": "blocked",
    "Forbidden: user is deactivated": "deactivated",
    "Forbidden: bot can't initiate conversation with a user": "never-opened",
    "Forbidden: bot was kicked from the supergroup chat": "kicked",
    "Forbidden: bot is not a member of the channel chat": "kicked",
    "Bad Request: chat not found": "chat-gone",
    "Bad Request: message thread not found": "topic-gone",
    "Bad Request: TOPIC_CLOSED": "topic-closed",
    "Bad Request: not enough rights to send text messages to the chat": "no-rights",
    "Bad Request: CHAT_WRITE_FORBIDDEN": "no-rights",
    "Bad Request: message to edit not found": "deleted",
    "Bad Request: message can't be edited": "fixed",
    'Bad Request: can\'t parse entities: Unsupported start tag "x" at byte offset 3': "markup",
    "Bad Request: message is too long": "long",
    "Bad Request: PHOTO_INVALID_DIMENSIONS": "photo-size",
    "413": "photo-size",
    "Bad Request: failed to get HTTP URL content": "photo-address",
    "blocked or gone": "away",
    "stopped, paused or blocked": "quiet",
    "the chat has moved": "moved",
    "killed": "cut-off",
    "stopped": "cut-off",
    "cancelled": "cancelled",
    "unfollowed": "unfollowed",
    "no answer in time": "silent",
    "ConnectionResetError": "silent",
    "504 Gateway Timeout": "silent",
    "502": "silent",
    "text-unclosed-tag": "markup",
    "text-too-long": "long",
    "KeyError": "defect",
    "": "unsaid",
    "Bad Request: the moon is in the wrong house": "telegram",
}


@pytest.mark.parametrize(("stored", "word"), SAID.items())
def test_a_stored_reason_is_known_by_its_word(stored: str, word: str) -> None:
    assert word_of(stored) == word


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_has_words_of_its_own_in_each_language(language: str) -> None:
    said = {word: in_words(PHRASES, language, stored) for stored, word in SAID.items()}
    assert len(set(said.values())) == len(said)


def test_what_telegram_says_anew_is_quoted_and_marked_as_its_own() -> None:
    stored = "Bad Request: the moon is in the wrong house"
    assert in_words(PHRASES, "kk", stored) == "Telegram былай деді: «the moon is in the wrong house»"
    assert in_words(PHRASES, "ru", stored) == "Telegram ответил: «the moon is in the wrong house»"


def test_a_long_or_hostile_sentence_is_cut_and_stays_text() -> None:
    said = in_words(PHRASES, "en", "Bad Request: <b>" + "x" * 300)
    assert "<b>" in said
    assert len(said) < 120
