"""The rules of delivery, each with a way to leave it out: `--without RULE` plays seeds so, and some must fail.

A rule is left out by changing one line of the real code or of its SQL. A change that does not fit any more raises.
"""

from __future__ import annotations

import inspect
import linecache
import sys
import textwrap
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

from delivery.content import composing, photos, shapes
from delivery.engine import (
    claims,
    clock_jump,
    commits,
    drain,
    in_flight,
    judging,
    opening,
    outcomes,
    recording,
    runners,
    scheduler,
    sender,
    step,
)
from delivery.rate import chat_pace, circuit_breaker, limiter, network_breaker
from storage.queries import load
from storage.repositories import article_versions, recipient_moves
from storage.repositories.delivery import broadcasts, delivery_statements, digests, process_runs, verdicts
from storage.repositories.delivery import progress as progress_module


@dataclass(frozen=True, slots=True)
class Change:
    """In the code of `owner.name`, or in its SQL where there is no owner, `old` becomes `new`; "" is the whole."""

    owner: object
    name: str
    old: str
    new: object


@dataclass
class Played:
    """What stands in the place of the real statements."""

    statements: dict[str, str] = field(default_factory=dict)


def code(owner: object, name: str, old: str, new: str) -> Change:
    return Change(owner, name, old, new)


def value(owner: object, name: str, new: object) -> Change:
    return Change(owner, name, "", new)


def sql(name: str, old: str, new: str) -> Change:
    return Change(None, name, old, new)


RULES: dict[str, Sequence[Change]] = {
    "done: no claim of it is left": [
        sql("broadcast_finish", "AND NOT EXISTS (SELECT 1 FROM claim c WHERE c.broadcast = broadcast.id)", "")
    ],
    "done: what comes back to an ended broadcast is closed": [
        sql("broadcast_close", "WHERE", "WHERE 0 AND"),
        sql("broadcasts_close", "WHERE", "WHERE 0 AND"),
    ],
    "done: what is sent again by hand is something to do": [
        sql("broadcasts_open", "ELSE 0 END AS due", "ELSE NULL END AS due")
    ],
    "resume: an edit opens a stopped push": [sql("broadcast_reopen_stopped", "WHERE", "WHERE 0 AND")],
    "resume: a refusal of a wording that was replaced stops nothing": [
        code(outcomes, "stop_for_content", "if version < shown_since:", "if False:")
    ],
    "a 429 is the chat's: kept in the store": [sql("chat_waits", "VALUES ($1, $2)", "SELECT $1, $2 WHERE 0")],
    "a 429 is the chat's: known beside the socket": [value(chat_pace.ChatPace, "hold", lambda *_: None)],
    "due: only what may leave now is chosen": [value(scheduler, "is_due", lambda *_: True)],
    "probe: two refused chats open the breaker of the class": [
        code(
            circuit_breaker.CircuitBreakers,
            "_record_429",
            "breaker.open(now, min(seconds, SURE_AT_MOST if breaker.probe.is_out else OPEN_AT_MOST))",
            "pass",
        )
    ],
    "probe: what was admitted before the breaker opened is given back": [
        code(sender.Sender, "_may_still_leave", " and context.breakers.may_send(call.admission)", "")
    ],
    "probe: a breaker is open for 5 s at most": [value(circuit_breaker, "OPEN_AT_MOST", 1e9)],
    "merge: the larger id survives": [
        code(recipient_moves.RecipientMoves, "_merge", "if old.id > twin.id", "if old.id < twin.id")
    ],
    "merge: an alias for late answers": [sql("alias_of", "WHERE", "WHERE 0 AND")],
    "merge: claiming passes over chats with a copy": [
        sql("claims_due", "WHEN EXISTS (SELECT 1 FROM receipt", "WHEN 0 AND EXISTS (SELECT 1 FROM receipt"),
        sql("followers", "had WHERE had.article", "had WHERE 0 AND had.article"),
    ],
    "merge: of two claims the one in flight stays": [sql("merge_drop_waiting_claims", "WHERE", "WHERE 0 AND")],
    "merge: both sides' rubrics are followed": [
        code(recipient_moves.RecipientMoves, "_merge", "for rubric, mode in modes.items():", "for rubric, mode in ():")
    ],
    "merge: what a move ends is counted with it": [sql("move_count_corrections", "WHERE", "WHERE 0 AND")],
    "merge of rubrics: a broadcast keeps the rubric it was accepted with": [
        sql("broadcasts_open", "i.article, i.rubric", "i.article, a.rubric")
    ],
    "merge of rubrics: subscriptions stay until open broadcasts end": [
        sql("rubrics_to_forget", "AND NOT EXISTS", "OR 0 AND NOT EXISTS"),
        sql("rubric_forget_merged", "AND NOT EXISTS", "OR 0 AND NOT EXISTS"),
    ],
    "corrections: a newer one takes over the claims of the older": [sql("broadcast_take_over", "WHERE", "WHERE 0 AND")],
    "corrections: what is recorded late is corrected": [
        code(recording.Recorder, "_catch_up", "if a.version < shown_since", "if False")
    ],
    "rest: a correction of unknown fate waits for the older one": [
        value(outcomes, "REST_MS", 0),
        value(opening, "REST_MS", 0),
    ],
    "rest: as long as a claim may wait and a call may take": [
        value(outcomes, "REST_MS", 10_000),
        value(opening, "REST_MS", 10_000),
    ],
    "lease: claims of an earlier run are gone at once": [sql("crashed_free", "WHERE", "WHERE 0 AND")],
    "lease: waits move with a clock that is set": [value(clock_jump.ClockJumpDetector, "has_jumped", lambda _: False)],
    "commit: one whose answer was lost is recognised": [sql("runner_step", "AND step = $3 - 1", "")],
    "commit: insisted on with what is known": [
        code(commits.Commit, "insist", "except StoreUnavailable as error:", "except ZeroDivisionError as error:")
    ],
    "limiter: a window of the last second": [
        code(limiter.LocalRateLimiter, "try_acquire", "self.window.count(now) >= self.most", "False")
    ],
    "limiter: without a memory it waits a second, as each chat does": [
        value(limiter, "UNSURE", 0.0),
        code(chat_pace.ChatPace, "delay", "self._alone_since + INTERVAL[kind]", "0.0"),
    ],
    "pace: asked beside the socket": [code(sender.Sender, "_acquire", "if pace.delay(", "if False and pace.delay(")],
    "pace: asked at the claim": [
        code(claims.Claimer, "_split", "else self._chat_pace.delay(target.chat_id, target.kind)", "else 0.0"),
        code(sender.Sender, "_acquire", "if pace.delay(", "if False and pace.delay("),
    ],
    "moves: old copies are out of reach": [sql("receipts_out_of_reach", "WHERE", "WHERE 0 AND")],
    "moves: a late receipt of the old chat is out of reach": [
        sql("receipt_add", "WHEN chat_id = $6", "WHEN 1 OR chat_id = $6")
    ],
    "moves: waiting corrections end": [sql("move_drop_corrections", "WHERE", "WHERE 0 AND")],
    "canary": [
        value(claims, "waits_for_canary", lambda *_: False),
        value(scheduler, "waits_for_canary", lambda *_: False),
    ],
    "canary: asked inside the commit": [value(claims, "waits_for_canary", lambda *_: False)],
    "flush: within 100 ms": [value(runners, "FLUSH", 3.0), value(drain, "FLUSH", 3.0)],
    "fresh: what has not left in 1.5 s is given back": [value(sender, "FRESH", 1e9)],
    "stop: waits for answers": [code(drain, "drain", "begin_stop(seconds)", "begin_stop(0.0)")],
    "stop: what has not left is given back": [
        code(
            sender.Sender,
            "send",
            "self.record(batch.admission, claim, body, NotSent())",
            "self._context.stop.is_set() or self.record(batch.admission, claim, body, NotSent())",
        )
    ],
    "stop: what has no answer is not sent again": [
        code(drain, "_record_the_last", "await work.process_runs.give_up_unknown(context.coordinator.run)", "pass")
    ],
    "stop: the next start knows of it though the store took nothing": [
        code(process_runs.ProcessRuns, "begin", "if stopped:", "if False:")
    ],
    "stop: a store that refuses does not keep the process": [
        code(commits.Commit, "insist", "if left == 0:", "if False:")
    ],
    "failures: a message that always fails has an end": [
        code(outcomes.UndeliveredRecorder, "_unreached", "answer.failures > MOST_FAILURES", "False")
    ],
    "network: questions follow each other quickly": [value(network_breaker, "PAUSES", (10.0,) * 11)],
    "network: silence is noticed long before calls are given up": [value(network_breaker, "STALL", 30.0)],
    "network: a fault that begins again has its own ten seconds": [
        code(network_breaker.NetworkBreaker, "_open", "min(self._asked, _QUICKEST)", "self._asked")
    ],
    "network: after silence a question is asked at once": [
        code(network_breaker.NetworkBreaker, "_open", "now if by_silence else now + self", "now + self")
    ],
    "network: at first three leave before the first answer": [value(in_flight, "SPARE", 9)],
    "network: a message leaves for each that is answered": [value(in_flight.InFlight, "_shrink", lambda *_: None)],
    "network: what was out when it went takes up no room": [value(in_flight.InFlight, "write_off", lambda _: None)],
    "network: a probe goes to a chat that has not failed": [
        value(network_breaker.NetworkBreaker, "_is_its_own", lambda *_: None),
        code(step.Delivery, "_next", "if not breakers.network.is_closed:", "if False:"),
        code(claims.Claimer, "claim", "if fresh_first and", "if False and"),
        code(claims.Claimer, "claim", "if not fresh_first and", "if"),
    ],
    "tries: three at most": [value(outcomes, "TRIES", 99), value(opening, "TRIES", 99)],
    "tries: limit sends, not corrections": [
        code(outcomes.UndeliveredRecorder, "_unknown", "if correction else", "if False else")
    ],
    "tries: an attempt with a known answer is none": [
        code(outcomes.UndeliveredRecorder, "_try_again", "[(answer.claim, change, due)]", "[(answer.claim, 0, due)]")
    ],
    "tries: one more when it is sent again by hand": [value(progress_module, "_ONE_TRY_LEFT", 0)],
    "copies: an extra one has a receipt too": [
        code(
            delivery_statements.OneByOne,
            "record",
            '"receipt_add", rows',
            '"receipt_add", rows if settled == len(rows) else []',
        )
    ],
    "copies: the first Delivered ends the claim, whichever run has it": [
        sql("claim_settle_any", "WHERE", "WHERE 0 AND")
    ],
    "gone: a no from before the return is no no": [sql("recipient_gone", "AND signs = $5", "AND $5 = $5")],
    "gone: a return counts where nobody knew of an absence": [
        sql("recipient_returned", "signs + 1", "signs"),
        sql("chat_returned", "signs + 1", "signs"),
        sql("recipient_set_state", "changed_at = now_ms()", "changed_at = now_ms(), signs = signs + 1"),
    ],
    "content: a store that is away is no content error": [
        code(
            composing.Composer,
            "body",
            "except (NotFound, StoreUnavailable):\n        return NotSent()",
            "except NotFound:\n        return NotSent()",
        )
    ],
    "content: a defect while sending is an unknown fate": [
        code(sender.Sender, "_call", "except Exception as error:", "except ZeroDivisionError as error:")
    ],
    "recall: the push is cancelled first": [
        code(broadcasts.Broadcasts, "recalled", "await self.cancel(push.broadcast)", "pass")
    ],
    "recall: what was sent 48 hours ago gets a notice": [
        value(shapes, "DELETABLE_MS", 10**15),
        sql("receipt_undeletable", "WHERE", "WHERE 0 AND"),
    ],
    "brakes: a halt stops every push": [
        sql("broadcasts_open", "WHERE name = 'halted'", "WHERE 0"),
        sql("broadcast_head", "WHERE name = 'halted'", "WHERE 0"),
    ],
    "brakes: a push that is paused stops": [
        sql("broadcasts_open", "i.state = 'open'", "i.state IN ('open', 'paused')"),
        sql("broadcast_head", "i.state = 'open'", "i.state IN ('open', 'paused')"),
    ],
    "words: a push is judged before it leaves": [
        code(step.Delivery, "_next", "[one for one in broadcasts if one.judged]", "broadcasts")
    ],
    "words: a push is judged when the last chat is": [
        code(judging.Judge, "_judge", "if not concerned or up_to == concerned[-1]:", "if True:"),
        code(judging.Judge, "_judge", "if not await work.verdicts.begin(broadcast.id):", "if False:"),
    ],
    "words: a change counts for what has not left yet": [
        code(verdicts.Verdicts, "again", "await self._judge_again", "False and await self._judge_again")
    ],
    "words: a change counts for what is being judged": [
        sql("verdicts_open", "i.finished_at IS NULL", "i.finished_at IS NULL AND i.judged = 1")
    ],
    "titles: what waits of the sample leaves": [
        sql("broadcasts_open", "OR EXISTS (SELECT 1 FROM claim c WHERE c.broadcast = i.id AND c.state = 'waiting')", "")
    ],
    "titles: any correction ends the other title": [
        code(article_versions.ArticleVersions, "_change", "or two_titles", "")
    ],
    "hours: a push is withheld in quiet hours": [
        code(claims.Claimer, "_held_until", "if limits.quiet and", "if False and")
    ],
    "hours: what waited is asked again": [
        code(claims.Claimer, "_take_due", "await self._may_still(work, targets)", "(targets, [])")
    ],
    "hours: what a cap holds back": [code(claims.Claimer, "_held_until", "if limits.cap and", "if False and")],
    "hours: a push counts for the cap of its day": [sql("cap_count", "cap_count + 1", "cap_count")],
    "hours: what waited counts on the day on which it leaves": [
        code(claims.Claimer, "_may_still", "return await self._below_cap(work, may, held), held", "return may, held")
    ],
    "hours: what is passed over is written down": [
        code(claims.Claimer, "_awake", "if asleep:\n        await", "if False:\n        await")
    ],
    "digests: what came in one comes in no other": [sql("digest_collected", ", digest_since = $3", "")],
    "digests: of an hour a chat gets one": [
        code(digests.Digests, "_hour", "if one.active and digest and", "if False and digest and")
    ],
    "digests: one that has ended goes on for what is added": [sql("digest_goes_on", "WHERE", "WHERE 0 AND")],
    "digests: what came at once is in none": [
        sql("withheld_of", "receipt had WHERE", "receipt had WHERE 0 AND"),
        sql("digest_collect", "receipt had WHERE", "receipt had WHERE 0 AND"),
    ],
    "body: an upload that hangs holds others up for two seconds": [
        code(photos.Photos, "begin_upload", "< UPLOAD_PATIENCE:", "< 60:")
    ],
    "body: of the version that was claimed": [
        code(composing.Composer, "body", "if article.version != head.version:", "if False:")
    ],
}


# A rule is left out in runs of the theme (see plan.py) that meets its moments most often, where there is one.
_THEMES: dict[str, str] = {
    "done": "ends", "done: what is sent again": "brakes", "resume": "content", "a 429": "topics",
    "a 429 is the chat's: kept": "ends", "due": "waits", "probe": "waits", "probe: what was": "refused tokens",
    "merge:": "groups",
    "merge of rubrics": "rubrics", "corrections": "corrections", "rest": "overtaken", "commit": "disk",
    "moves": "groups", "canary": "content", "flush": "ends", "fresh": "rushes", "stop": "ends", "tries": "ends",
    "tries: one more": "deaf", "copies": "twins", "gone": "rights", "recall": "recalls", "brakes": "brakes",
    "copies: the first": "groups", "merge: of two claims": "twins", "tries: limit": "deaf",
    "tries: an attempt": "limits", "network": "line faults", "network: a probe": "for ever", "failures": "for ever",
    "body: an upload": "for ever",
    "stop: a store": "refused stops", "stop: the next start": "refused stops",
    "stop: what has no answer": "lost answers", "content: a store": "unread", "recall: what was sent 48": "old news",
    "words": "words", "titles": "titles", "hours": "hours", "digests": "hours",
}  # fmt: skip


def theme_of(rule: str) -> str:
    """The theme of the runs in which a rule is left out; "" is any."""
    begins = [beginning for beginning in _THEMES if rule.startswith(beginning)]
    return _THEMES[max(begins, key=len)] if begins else ""


@contextmanager
def left_out(rule: str) -> Iterator[dict[str, str]]:
    """Without the rule while the block runs; gives the SQL to play with."""
    played = Played()
    with ExitStack() as stack:
        for change in RULES[rule]:
            stack.enter_context(_changed(change, played))
        yield played.statements


@contextmanager
def _changed(change: Change, played: Played) -> Iterator[None]:
    if change.owner is None:
        played.statements[change.name] = _replaced(load("sqlite")[change.name], change)
        yield
        return
    was = vars(change.owner)[change.name]
    setattr(change.owner, change.name, _rewritten(was, change) if change.old else change.new)
    try:
        yield
    finally:
        setattr(change.owner, change.name, was)


def _replaced(text: str, change: Change) -> str:
    if change.old not in text:
        raise LookupError(f"{change.name} has no more {change.old!r}: how is this rule left out now?")
    return text.replace(change.old, str(change.new), 1)


def _rewritten(function: Callable[..., object], change: Change) -> object:
    source = _replaced(textwrap.dedent(inspect.getsource(function)), change)
    made: dict[str, object] = {}
    file = f"<{change.name} without {change.old}>"
    # Where a second change of the same function finds its text.
    linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
    exec(compile(source, file, "exec"), vars(sys.modules[function.__module__]), made)
    return made[change.name]
