"""The vocabulary of delivery: broadcasts, claims, receipts, recipients of a step."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from domain.audience import ChatKind
from domain.copy_shape import Form
from domain.outcomes import Outcome


class BroadcastKind(StrEnum):
    """What is to be done to an article's audience."""

    PUSH = "push"
    EDIT = "edit"
    RECALL = "recall"
    DIGEST = "digest"


class BroadcastState(StrEnum):
    """Where a broadcast stands, and who moves it there.

    `open`: accepting an article; runners work on it. `paused`: an editor, who also resumes it; or a runner, with a
    reason, when most chats refused alike. `stopped`: a runner, at
    a content error (ours, the same for every chat); a new version of the article opens it again. `quarantined`: a
    runner, after 3 crashes without progress; an owner opens it again. `superseded`: a newer edit, which took over its
    claims. `cancelled`: an editor, or a recall of the article. `done`: a runner, when the cursor is at the end and no
    claim is left. The last three are final.
    """

    OPEN = "open"
    PAUSED = "paused"
    STOPPED = "stopped"
    QUARANTINED = "quarantined"
    SUPERSEDED = "superseded"
    CANCELLED = "cancelled"
    DONE = "done"


class ClaimState(StrEnum):
    """A message that is to leave. `waiting`: no runner has it, and it is due at `due_at`. `taken`: a runner has it."""

    WAITING = "waiting"
    TAKEN = "taken"


class Fate(StrEnum):
    """How it ended for a recipient that holds no copy, or whose copy could not be changed.

    `refused`: Telegram's final no for this chat (no rights, topic closed). `gone`: blocked, deactivated, not found.
    `unknown`: three tries without an answer, or still out at a stop. `cancelled`: the broadcast was cancelled first.
    """

    REFUSED = "refused"
    GONE = "gone"
    UNKNOWN = "unknown"
    CANCELLED = "cancelled"


class Urgency(StrEnum):
    """Classes of messages, most urgent first; `answer` (to a person) is never held."""

    ANSWER = "answer"
    BREAKING = "breaking"
    PUSH = "push"
    EDIT = "edit"
    DIGEST = "digest"


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of one broadcast, kept with every commit, never counted over rows.

    `total` is how many followers there were when it was accepted (an estimate for progress; people come and go).
    `possible_duplicates`: how many of the delivered may have come twice, because an earlier try had an unknown outcome.
    """

    total: int
    delivered: int = 0
    gone: int = 0
    refused: int = 0
    unknown: int = 0
    possible_duplicates: int = 0


class Action(StrEnum):
    """What a message does: a new copy, another text in a copy, the copy deleted, or a notice in its place."""

    SEND = "send"
    EDIT = "edit"
    DELETE = "delete"
    NOTICE = "notice"


class OpenBroadcast(NamedTuple):
    """A broadcast that runners may work on, as the scheduler sees it. Times are UTC milliseconds.

    `left`: how many recipients are still to be served (an estimate; -1 while not counted). `due`: when the first
    waiting claim is due, None without one. `proven`: the present version was delivered once; until then `out` is when
    the youngest claim in flight was taken (0: none). `note_of`: it is a note for the holders of a copy of that article.
    `judged`: it is known whom alerts and stories bring it to, or keep it from; it is not sent before that.
    """

    id: int
    kind: BroadcastKind
    urgency: Urgency
    article: int
    rubric: int
    exhausted: bool
    left: int
    due: int | None
    proven: bool
    out: int
    note_of: int = 0
    judged: bool = True


class BroadcastCursor(NamedTuple):
    """An open broadcast inside the transaction that claims: its cursor, and the article as it is now.

    `proven` and `out` as in OpenBroadcast. `retry_cursor`: up to which recipient the unreached are tried again; None
    while none are. `digest`: the article stands for a digest, and each chat gets its own part of it. `tested`: two
    titles are tried (domain/title_test.py).
    """

    cursor: int
    cursor_message: int
    exhausted: bool
    version: int
    shown_since: int
    language: str
    recalled: bool
    accepted_at: int
    proven: bool
    out: int
    retry_cursor: int | None = None
    digest: bool = False
    tested: bool = False


class ChatLimits(NamedTuple):
    """What may keep a push from a chat at present, by its own settings.

    `quiet`, `zone`: its hours without news (`domain/readers`), "" for none. `cap`: the most pushes a day, 0 for
    none; it had `used` of them on `day`, and its next digest is due at `digest_next` (UTC milliseconds, 0: none).
    `asked`: it was offered quiet hours, or is no chat that is offered them. `claimed_at`: of a claim that waited, when
    it was claimed last, and counted for the cap (UTC milliseconds).
    """

    quiet: str
    zone: str
    cap: int = 0
    day: int = 0
    used: int = 0
    digest_next: int = 0
    asked: bool = True
    claimed_at: int = 0


class Target(NamedTuple):
    """A copy that is to be made (`message_id` 0) or changed, and the chat as it is now.

    `until`: the chat waits until then. `hours`: of a copy, whole hours from the acceptance of the article to its
    sending, -1 when Telegram has refused to delete it. `reply_to`: the message that a new one replies to, 0 for none.
    `photo`: of a copy, whether it is a photo with a caption. `plain`: no photo for this chat this time. `silent`: it
    comes without a sound. `limits`: what may keep it from the chat, None where nothing may. `form`: of the copy, or in
    which the chat wants it. `offers_quiet`: buttons below it offer quiet hours. `other_words`: it gets the other title
    of a test. `signs`: how often the chat had shown that it can be written to (`recipient.signs`).
    """

    recipient: int
    message_id: int
    chat_id: int
    topic: int
    kind: ChatKind
    language: str
    writable: bool
    until: int
    hours: int = 0
    reply_to: int = 0
    photo: bool = False
    plain: bool = False
    silent: bool = False
    limits: ChatLimits | None = None
    form: Form = Form.NORMAL
    offers_quiet: bool = False
    other_words: bool = False
    signs: int = 0


class Claim(NamedTuple):
    """A target that a runner of a process run has taken: it sends, and records the answer."""

    broadcast: int
    article: int
    target: Target
    tries: int
    claimed_at: int
    run: int = 0


class Answer(NamedTuple):
    """What became of a claim. `version`: what was sent; `hours`: whole hours after the article was accepted.

    `source`: of the photo that it carried, as in PhotoState; "" for a text. `uploaded`: as a file or an address, not by
    file_id, so that Telegram's answer says what becomes of the photo. `failures`: how often this message has failed
    while the network worked. `brake`: not 0 where the broadcast must stand still, since most chats refused as this one:
    the first recipient that did. `form`: in which it was sent.
    """

    claim: Claim
    outcome: Outcome
    version: int
    hours: int
    action: Action
    source: str = ""
    uploaded: bool = False
    failures: int = 0
    brake: int = 0
    form: Form = Form.NORMAL
