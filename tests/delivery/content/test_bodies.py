"""Prepared bodies: exactly what is meant, for any article, and never what Telegram would refuse."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from delivery.content.bodies import Bodies, Style
from delivery.content.shapes import DELETABLE_MS, TEXT_LIMIT, decide
from domain.article import Article, ArticleState, Rubric
from domain.audience import ChatKind
from domain.delivery import Action, BroadcastCursor, Target
from domain.photo import Photo, PhotoState
from domain.rich import Rich, Span, SpanKind
from tests.builders import ZONE, StillClock
from text.telegram.strict import check

HOUR = 3_600_000
RUBRIC = Rubric(5, "politics", {"kk": "Саясат", "ru": "Политика", "en": "Politics"})


def article(**fields: Any) -> Article:
    now = StillClock().now_ms()
    known = Article(
        key=42, id="a1", version=3, shown_since=2, state=ArticleState.LIVE, rubric=RUBRIC, title="Жаңа көпір",
        lead=Rich(), body=Rich("Мәтін."), summary=Rich("Көпір ашылды."), language="kk", published_at=now,
        accepted_at=now,
    )  # fmt: skip
    return replace(known, **fields)


def target(**fields: Any) -> Target:
    return Target(1, 0, 11, 0, ChatKind.PRIVATE, "kk", True, 0)._replace(**fields)


def bodies(**style: Any) -> Bodies:
    return Bodies(Style(ZONE, "zharshy_bot", **style), StillClock())


def call(one: Article, to: Target, action: Action = Action.SEND, **style: Any) -> tuple[str, dict[str, Any]]:
    body = bodies(**style).render(one, to, action)
    return body.method, json.loads(body.for_target(to))


def test_bodies_of_two_chats_differ_in_the_chat_only() -> None:
    made = bodies()
    body = made.render(article(), target(), Action.SEND)
    first, second = (json.loads(body.for_target(target(chat_id=chat_id))) for chat_id in (11, -1_001_234_567_890))
    assert (first.pop("chat_id"), second.pop("chat_id")) == (11, -1_001_234_567_890)
    assert first == second
    assert set(first) == {"text", "parse_mode", "reply_markup", "link_preview_options"}
    assert body.method == "sendMessage"


def test_a_topic_is_named_only_where_there_is_one() -> None:
    assert "message_thread_id" not in call(article(), target())[1]
    assert call(article(), target(topic=7, chat_id=-500, kind=ChatKind.GROUP))[1]["message_thread_id"] == 7


def test_a_correction_names_the_copy_and_keeps_the_buttons() -> None:
    method, fields = call(article(), target(message_id=501), Action.EDIT)
    assert (method, fields["message_id"]) == ("editMessageText", 501)
    assert fields["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == "read:42:0"


def test_a_deletion_is_nothing_but_the_copy() -> None:
    assert call(article(), target(message_id=501), Action.DELETE) == (
        "deleteMessage",
        {"chat_id": 11, "message_id": 501},
    )


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_notice_takes_the_buttons_away(language: str) -> None:
    method, fields = call(article(), target(message_id=501, language=language), Action.NOTICE)
    assert method == "editMessageText"
    assert "reply_markup" not in fields and "Жаңа көпір" not in fields["text"]


def test_only_new_messages_ask_for_paid_broadcast() -> None:
    assert call(article(), target(), paid=True)[1]["allow_paid_broadcast"] is True
    assert "allow_paid_broadcast" not in call(article(), target(message_id=5), Action.EDIT, paid=True)[1]
    assert "allow_paid_broadcast" not in call(article(), target())[1]


URL = "https://example.kz/a.jpg"
READY = Photo(URL, PhotoState.READY, "AgAD-1")
REFUSED = Photo(URL, PhotoState.REFUSED, reason="wrong type")


def photo_call(to: Target, photo: Photo | None, action: Action = Action.SEND) -> tuple[str, dict[str, Any]]:
    body = bodies().render(article(image=URL), to, action, photo)
    return body.method, json.loads(body.for_target(to))


def test_a_photo_is_sent_by_its_address_once_and_then_by_its_file_id() -> None:
    made = bodies()
    first = made.render(article(image=URL), target(), Action.SEND)
    assert (first.method, first.uploads, json.loads(first.for_target(target()))["photo"]) == ("sendPhoto", True, URL)
    assert made.find(42, 3, target(), Action.SEND) is None
    later = made.render(article(image=URL), target(), Action.SEND, READY)
    assert (later.uploads, json.loads(later.for_target(target()))["photo"]) == (False, "AgAD-1")
    assert made.find(42, 3, target(), Action.SEND) is later


def test_what_is_no_picture_is_no_photo() -> None:
    for image in ("", "javascript:alert(1)", "/local.jpg"):
        method, fields = call(article(image=image), target())
        assert (method, fields["link_preview_options"]) == ("sendMessage", {"is_disabled": True})


def test_a_refused_photo_leaves_the_text_and_no_preview() -> None:
    method, fields = photo_call(target(), REFUSED)
    assert (method, fields["link_preview_options"]) == ("sendMessage", {"is_disabled": True})


def test_a_chat_that_takes_no_photos_gets_the_text_with_a_preview_of_the_address() -> None:
    method, fields = photo_call(target(plain=True), READY)
    assert (method, fields["link_preview_options"]["url"]) == ("sendMessage", URL)


@pytest.mark.parametrize(
    ("is_photo", "photo", "action", "method"),
    [
        (True, READY, Action.EDIT, "editMessageMedia"),
        (True, REFUSED, Action.EDIT, "editMessageCaption"),
        (True, READY, Action.NOTICE, "editMessageCaption"),
        (False, READY, Action.EDIT, "editMessageText"),
        (False, READY, Action.NOTICE, "editMessageText"),
        (True, READY, Action.DELETE, "deleteMessage"),
    ],
)
def test_a_copy_keeps_its_kind(is_photo: bool, photo: Photo, action: Action, method: str) -> None:
    assert photo_call(target(message_id=7, photo=is_photo), photo, action)[0] == method


def test_a_caption_fits_where_the_text_would_not() -> None:
    long = article(image=URL, summary=Rich("Көпір ашылды. " * 200))
    fields = json.loads(bodies().render(long, target(), Action.SEND, READY).for_target(target()))
    assert 900 < check(fields["caption"], 1024) <= 1024


def test_a_refusal_of_the_photo_makes_the_bodies_with_it_void() -> None:
    made = bodies()
    made.render(article(image=URL), target(), Action.SEND, READY)
    made.render(article(key=43, image=URL), target(), Action.SEND, READY)
    made.forget(42)
    assert made.find(42, 3, target(), Action.SEND) is None
    assert made.find(43, 3, target(), Action.SEND) is not None


def test_one_body_serves_all_chats_of_one_kind_and_a_new_version_is_another() -> None:
    made = bodies()
    one = made.render(article(), target(), Action.SEND)
    assert made.find(42, 3, target(chat_id=99), Action.SEND) is one
    for other in (
        made.find(42, 4, target(), Action.SEND),
        made.find(42, 3, target(language="ru"), Action.SEND),
        made.find(42, 3, target(kind=ChatKind.GROUP), Action.SEND),
        made.find(42, 3, target(), Action.EDIT),
        made.find(43, 3, target(), Action.SEND),
    ):
        assert other is None


def test_only_so_many_bodies_are_kept() -> None:
    made = bodies()
    for key in range(400):
        made.render(article(key=key), target(), Action.SEND)
    assert made.find(0, 3, target(), Action.SEND) is None
    assert made.find(399, 3, target(), Action.SEND) is not None


HOSTILE = [
    '<b>&"\u202e',
    "😀" * 4000,
    "</b><script>",
    "\u0000\u200f\ufeff",
    "&lt;&#0;&amp",
    "a\n\n\nb" * 300,
    "[x](tg://user?id=1)",
]


@pytest.mark.parametrize("title", HOSTILE)
@pytest.mark.parametrize("kind", list(ChatKind))
def test_hostile_titles_are_text_like_any_other(title: str, kind: ChatKind) -> None:
    rubric = replace(RUBRIC, names={"kk": title})
    fields = call(article(title=title, rubric=rubric, summary=Rich(title)), target(kind=kind))[1]
    assert check(fields["text"], TEXT_LIMIT) <= TEXT_LIMIT


_TEXT = st.text(st.characters(codec="utf-8"), max_size=300) | st.sampled_from(HOSTILE)


@st.composite
def rich(draw: st.DrawFn) -> Rich:
    text = draw(_TEXT)
    spans = []
    for _ in range(draw(st.integers(0, 3)) if text else 0):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        spans.append(Span(start, end, draw(st.sampled_from([SpanKind.BOLD, SpanKind.ITALIC, SpanKind.CODE]))))
    return Rich(text, tuple(sorted(spans, key=lambda span: span.start)))


@settings(deadline=None, max_examples=80)
@given(
    title=_TEXT,
    summary=rich(),
    url=_TEXT | st.sampled_from(["https://example.kz/?a=1&b=<x>", 'https://example.kz/"x"']),
    image=_TEXT,
    kind=st.sampled_from(list(ChatKind)),
    language=st.sampled_from(["kk", "ru", "en"]),
)
def test_telegram_takes_the_card_of_any_article(
    title: str, summary: Rich, url: str, image: str, kind: ChatKind, language: str
) -> None:
    fields = call(article(title=title, summary=summary, url=url, image=image), target(kind=kind, language=language))[1]
    assert 0 < check(fields["text"], TEXT_LIMIT) <= TEXT_LIMIT
    for row in fields["reply_markup"]["inline_keyboard"]:
        for button in row:
            assert button["text"]
            assert len(button.get("callback_data", "").encode()) <= 64
            assert urlsplit(button.get("url", "https://")).scheme in {"http", "https"}


def head(**fields: Any) -> BroadcastCursor:
    known = BroadcastCursor(0, 0, False, 3, 2, "kk", False, StillClock().now_ms(), True, 0)
    return known._replace(**fields)


def test_a_new_message_is_sent_and_a_copy_is_edited() -> None:
    now = StillClock().now_ms()
    assert decide(head(), target(), now) is Action.SEND
    assert decide(head(), target(message_id=5), now) is Action.EDIT


def test_a_recalled_copy_is_deleted_while_telegram_allows_it_and_noticed_afterwards() -> None:
    now, recalled = StillClock().now_ms(), head(recalled=True)
    copy = target(message_id=5)
    assert decide(recalled, copy, now) is Action.DELETE
    assert decide(recalled, copy, now + DELETABLE_MS - 1) is Action.DELETE
    assert decide(recalled, copy, now + DELETABLE_MS) is Action.NOTICE
    assert decide(recalled, copy._replace(hours=10), now + DELETABLE_MS) is Action.DELETE
    assert decide(recalled, copy._replace(hours=10), now + DELETABLE_MS + 10 * HOUR) is Action.NOTICE
    assert decide(recalled, copy._replace(hours=-1), now) is Action.NOTICE
