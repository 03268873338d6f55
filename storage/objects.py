"""Rows become objects here, and those of the newsroom in newsroom_objects.py; nowhere else.

A function for each shape of row, with the names of its columns in order.
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from domain.article import Article, ArticleState, Listed, Rubric
from domain.audience import WRITABLE, Absence, ChatKind, Layout, Recipient, RecipientState, Sound
from domain.broadcast import BroadcastProgress, BroadcastSummary, CopyCounts, Failing
from domain.copy_shape import FORM_OF, read_shape
from domain.delivery import (
    BroadcastCursor,
    BroadcastKind,
    BroadcastState,
    ChatLimits,
    Fate,
    OpenBroadcast,
    Tally,
    Target,
    Urgency,
)
from domain.photo import Photo, PhotoState
from domain.rich import Rich, Span, SpanKind
from storage.ports import Row


class DueClaim(NamedTuple):
    """A row of `claims_due` or `note_claims_due`.

    `wanted`: 1, the chat still wants it; 0, it follows no more; -1, it has a copy from a recipient that was merged into
    it. `uncertain`: how many tries had an unknown outcome.
    """

    target: Target
    tries: int
    wanted: int
    uncertain: int


def pack(**texts: Rich) -> str:
    """The spans of texts as one JSON column, {"lead": [[start, end, kind, url]], …}; "" when nothing is formatted."""
    found = {name: [[s.start, s.end, s.kind.value, s.url] for s in rich.spans] for name, rich in texts.items()}
    kept = {name: spans for name, spans in found.items() if spans}
    return json.dumps(kept, ensure_ascii=False) if kept else ""


def unpack(packed: str, **texts: str) -> dict[str, Rich]:
    """The texts with their spans again."""
    spans = json.loads(packed) if packed else {}
    return {
        name: Rich(text, tuple(Span(start, end, SpanKind(kind), url) for start, end, kind, url in spans.get(name, [])))
        for name, text in texts.items()
    }


def article(row: Row, rubric: Rubric, listed: tuple[Listed, ...]) -> Article:
    """`rubric` and `listed`: what the row's columns of these names stand for."""
    key, id_, version, shown_since, state, language, published_at, accepted_at, views, minutes, *rest = row
    breaking, corrected_at, title, url, author, image, tags, summary, lead, spans, body, note_of, _, _ = rest
    return Article(
        key=key,
        id=id_,
        version=version,
        shown_since=shown_since,
        state=ArticleState(state),
        rubric=rubric,
        title=title,
        language=language,
        published_at=published_at,
        accepted_at=accepted_at,
        views=views,
        reading_minutes=minutes,
        breaking=bool(breaking),
        corrected_at=corrected_at,
        note_of=note_of,
        listed=listed,
        url=url,
        author=author,
        image=image,
        tags=tuple(json.loads(tags)) if tags else (),
        **unpack(spans, summary=summary, lead=lead, body=body),
    )


def rubric(row: Row) -> Rubric:
    key, slug, kk, ru, en, emoji, position, hidden, suggested = row
    names = {code: name for code, name in (("kk", kk), ("ru", ru), ("en", en)) if name}
    return Rubric(key, slug, names, emoji, position, bool(hidden), bool(suggested))


def photo(row: Row) -> Photo:
    source, state, file_id, reason = row
    return Photo(source, PhotoState(state), file_id, reason)


def recipient(row: Row) -> Recipient:
    id_, chat_id, topic, kind, state, language, languages, title, welcomed, *rest = row
    paused_until, absence, zone, quiet, passes, sound, times, days, layout, cap = rest
    chat = (id_, chat_id, topic, ChatKind(kind), RecipientState(state))
    return Recipient(
        *(*chat, language, frozenset(languages.split()), title, bool(welcomed)),
        paused_until=paused_until,
        absence=Absence(absence),
        zone=zone,
        quiet=quiet,
        breaking_passes=bool(passes),
        sound=Sound(sound),
        digest_times=times,
        digest_days=days,
        layout=Layout(layout),
        cap=cap,
    )


def open_broadcast(row: Row) -> OpenBroadcast:
    id_, kind, urgency, article, rubric, _, _, exhausted, total, served, due, proven, out, note_of, judged = row
    left = max(total - served, 0) if total >= 0 else -1
    head = (id_, BroadcastKind(kind), Urgency(urgency), article, rubric)
    return OpenBroadcast(*head, bool(exhausted), left, due, bool(proven), out, note_of, bool(judged))


def cursor(row: Row) -> BroadcastCursor:
    recipient, message_id, exhausted, version, shown_since, language, state, accepted_at, *rest = row
    proven, out, retry_cursor, digest, tested = rest
    article = (version, shown_since, language, state == ArticleState.RECALLED, accepted_at)
    return BroadcastCursor(
        recipient, message_id, bool(exhausted), *article, bool(proven), out, retry_cursor, bool(digest), bool(tested)
    )


def summary(row: Row) -> BroadcastSummary:
    id_, article, kind, state, total, delivered, gone, refused, unknown, possible_duplicates, created_at, reason = row
    total = max(total, delivered + gone + refused + unknown)
    tally = Tally(total, delivered, gone, refused, unknown, possible_duplicates)
    return BroadcastSummary(id_, article, BroadcastKind(kind), BroadcastState(state), tally, created_at, reason)


def progress(row: Row) -> BroadcastProgress:
    """A row of the view `broadcast_progress`."""
    id_, article, title, rubric, kind, urgency, state, *rest = row
    *tally, created_at, finished_at, reason, note_of = rest
    head = (id_, article, title, rubric, BroadcastKind(kind), Urgency(urgency), BroadcastState(state))
    return BroadcastProgress(*head, Tally(*tally), created_at, finished_at or 0, reason, bool(note_of))


def due_report(row: Row) -> tuple[BroadcastProgress, int]:
    """The view `broadcast_progress`, and whom to tell."""
    *broadcast, editor = row
    return progress(tuple(broadcast)), int(editor)


def failing(row: Row) -> Failing:
    fate, reason, count = row
    return Failing(Fate(fate), reason, int(count))


def copy_counts(row: Row) -> CopyCounts:
    copies, moved, delivered, unknown = map(int, row)
    return CopyCounts(copies, moved, unknown, max(0, delivered - copies - moved))


def follower(row: Row, *, breaking: bool) -> Target:
    # Made for each message of a push, so the usual fields are given by place: by name they take 0.2 us more.
    recipient, chat_id, topic, kind, language, until, quiet, zone, passes, sound, reply_to, layout, *limited, signs = (
        row
    )
    silent = sound != _ALWAYS and is_silent(sound, breaking=breaking)
    limits = _limits(quiet, zone, limited, passes=breaking and passes, private=kind == _PRIVATE)
    chat = (recipient, 0, chat_id, topic, _KINDS[kind], language, True, until)
    return Target(*chat, 0, reply_to, False, False, silent, limits, _FORMS[layout], signs=signs)


def _limits(quiet: str, zone: str, limited: list[int], *, passes: bool, private: bool) -> ChatLimits | None:
    """`passes`: this push is one that no setting of the chat keeps back."""
    cap, day, used, digest_next, asked = limited
    was_asked = bool(asked or quiet or not private)
    if passes:
        quiet, cap = "", 0
    if was_asked and not quiet and not cap:
        return None
    return ChatLimits(quiet, zone, cap, day, used, digest_next, was_asked)


def _limits_of_waiting(limited: list[Any], *, breaking: bool) -> ChatLimits | None:
    """Of a push that was claimed already and waited. What a reader asked for (`claimed_at` 0) nothing keeps back."""
    quiet, zone, passes, *cap, claimed_at = limited
    limits = _limits(quiet, zone, [*cap, 1], passes=breaking and passes, private=False)
    return limits._replace(claimed_at=claimed_at) if limits and claimed_at else None


# By the word that a row has: a look-up in an enum takes ten times as long.
_FORMS = {layout.value: form for layout, form in FORM_OF.items()}
_KINDS = {kind.value: kind for kind in ChatKind}
_PRIVATE, _ALWAYS = ChatKind.PRIVATE.value, Sound.ALL.value


def is_silent(sound: str, *, breaking: bool) -> bool:
    """Whether a message comes without a sound to a chat that chose this."""
    return sound != Sound.ALL and not (breaking and sound == Sound.BREAKING)


def digest_reader(row: Row) -> tuple[int, Target]:
    """(id of the part of the digest, whom it is for)."""
    id_, recipient, chat_id, topic, kind, language, until, sound, signs = row
    chat = (chat_id, topic, _KINDS[kind], language, True, until)
    return id_, Target(recipient, 0, *chat, silent=is_silent(sound, breaking=False), signs=signs)


def copy(row: Row) -> Target:
    recipient, message_id, chat_id, topic, kind, language, state, until, hours, shape, signs = row
    chat = (chat_id, topic, _KINDS[kind], language, state in WRITABLE)
    form, photo = read_shape(shape)
    return Target(recipient, message_id, *chat, until, hours, 0, photo, form=form, signs=signs)


def holder(row: Row) -> Target:
    """Of a copy; a note replies to the newest one, to none where that is out of reach (a negative id)."""
    _, recipient, chat_id, topic, kind, language, state, until, newest, sound, signs = row
    chat = (chat_id, topic, _KINDS[kind], language, state == RecipientState.ACTIVE)
    silent = is_silent(sound, breaking=False)
    return Target(recipient, 0, *chat, until, reply_to=max(0, newest), silent=silent, signs=signs)


def due_claim(row: Row, *, breaking: bool) -> DueClaim:
    recipient, message_id, tries, chat_id, topic, kind, language, state, until, wanted, *rest = row
    hours, reply_to, shape, plain, uncertain, sound, layout, signs, *limited = rest
    form, photo = read_shape(shape) if message_id else (_FORMS[layout], False)
    silent = is_silent(sound, breaking=breaking)
    chat = (chat_id, topic, _KINDS[kind], language, state in WRITABLE)
    shown = (until, hours, reply_to, photo, plain > 0, silent)
    limits = _limits_of_waiting(limited, breaking=breaking) if limited and not message_id else None
    target = Target(recipient, message_id, *chat, *shown, limits=limits, form=form, signs=signs)
    return DueClaim(target, tries, wanted, uncertain)
