"""What each answer of the Bot API means: every row of the error map, and bodies that no API would send."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delivery.http.answers import LONGEST_WAIT, read_answer
from domain.outcomes import Delivered, Gone, Moved, Outcome, Refused, RetryAfter, Unknown, Unreached
from domain.reason import SAID_LIMIT, Reason, ReasonCode


def refusal(code: int, description: str | None = None, status: int | None = None, **parameters: Any) -> Outcome:
    body: dict[str, Any] = {"ok": False, "error_code": code}
    if description is not None:
        body["description"] = description
    if parameters:
        body["parameters"] = parameters
    return read_answer(status or code, json.dumps(body).encode())


@pytest.mark.parametrize(
    "body",
    [
        '{"ok":true,"result":{"message_id":42,"chat":{"id":7}}}',
        '{"ok":true,"result":{"message_id":42}}',
        '{"ok": true, "result": {"chat": {"id": 7}, "message_id": 42}}',
        '{"result":{"message_id":42,"text":"{\\"ok\\":false}"},"ok":true}',
    ],
)
def test_a_message_that_was_sent(body: str) -> None:
    assert read_answer(200, body.encode()) == Delivered(42)


@pytest.mark.parametrize("result", ["true", '{"message_id":null}', '{"message_id":"42"}', "[]", "{}"])
def test_done_without_a_message_id(result: str) -> None:
    assert read_answer(200, f'{{"ok":true,"result":{result}}}'.encode()) == Delivered(0)


@pytest.mark.parametrize("result", ["true", '{"message_id":null}', '{"message_id":0}', "[]", "{}"])
def test_a_yes_that_names_no_message_is_of_unknown_fate_where_one_was_sent(result: str) -> None:
    content = f'{{"ok":true,"result":{result}}}'.encode()
    assert isinstance(read_answer(200, content, "sendMessage"), Unknown)
    assert isinstance(read_answer(200, content, "sendPhoto", uploaded=True), Unknown)
    assert read_answer(200, content, "editMessageText") == read_answer(200, content, "deleteMessage") == Delivered(0)


@pytest.mark.parametrize("number", ["-5", "99999999999999999999999", "1e400", "9" * 5000, "1.5", "NaN"])
def test_a_message_id_that_is_none_is_none(number: str) -> None:
    outcome = read_answer(200, f'{{"ok":true,"result":{{"message_id":{number}}}}}'.encode())
    assert outcome == Delivered(0) or isinstance(outcome, Unknown)


@pytest.mark.parametrize(
    ("parameters", "seconds"),
    [
        ({"retry_after": 7}, 7.0),
        ({"retry_after": 10_072}, 10_072.0),
        ({"retry_after": 0}, 1.0),
        ({"retry_after": -3}, 1.0),
        ({"retry_after": "7"}, 3.0),
        ({"retry_after": None}, 3.0),
        ({}, 3.0),
        ({"retry_after": 10**400}, LONGEST_WAIT),
        ({"retry_after": float("inf")}, LONGEST_WAIT),
        ({"retry_after": float("nan")}, 3.0),
    ],
)
def test_too_many_requests(parameters: dict[str, Any], seconds: float) -> None:
    assert refusal(429, "Too Many Requests: retry after 7", **parameters) == RetryAfter(seconds)


def test_too_many_requests_without_a_word() -> None:
    assert read_answer(429, b"<html>slow down</html>") == RetryAfter(3.0)
    assert read_answer(429, b"") == RetryAfter(3.0)


@pytest.mark.parametrize(
    ("description", "blocked"),
    [
        ("Forbidden: bot was blocked by the user", True),
        ("Forbidden: bot was kicked from the group chat", True),
        ("Forbidden: bot was kicked from the supergroup chat", True),
        ("Forbidden: bot was kicked from the channel chat", True),
        ("Forbidden: bot is not a member of the supergroup chat", True),
        ("Forbidden: bot is not a member of the channel chat", True),
        ("Forbidden: user is deactivated", False),
        ("Forbidden: bot can't initiate conversation with a user", False),
        ("Forbidden: the group chat was deleted", False),
    ],
)
def test_forbidden(description: str, blocked: bool) -> None:
    outcome = refusal(403, description)
    assert isinstance(outcome, Gone)
    assert (outcome.reason.said, outcome.blocked) == (description, blocked)


def test_a_reader_who_blocked_the_bot_is_blocked_also_in_the_words_of_another_layer() -> None:
    outcome = refusal(400, "Bad Request: USER_IS_BLOCKED")
    assert outcome == Gone(Reason(ReasonCode.BLOCKED, "Bad Request: USER_IS_BLOCKED"), blocked=True)


@pytest.mark.parametrize(
    "description",
    ["Bad Request: chat not found", "Bad Request: message thread not found", "Bad Request: group chat was deactivated"],
)
def test_a_chat_that_is_not_there(description: str) -> None:
    outcome = refusal(400, description)
    assert isinstance(outcome, Gone)
    assert (outcome.reason.said, outcome.blocked) == (description, False)


@pytest.mark.parametrize(
    ("code", "description"),
    [
        (400, "Bad Request: TOPIC_CLOSED"),
        (400, "Bad Request: not enough rights to send text messages to the chat"),
        (400, "Bad Request: need administrator rights in the channel chat"),
        (400, "Bad Request: CHAT_WRITE_FORBIDDEN"),
        (403, "Forbidden: CHAT_WRITE_FORBIDDEN"),
        (403, "Forbidden: bots can't send messages to bots"),
        (400, "Bad Request: message to edit not found"),
        (400, "Bad Request: message can't be edited"),
        (400, "Bad Request: message can't be deleted for everyone"),
        (400, "Bad Request: there is no text in the message to edit"),
        (400, "Bad Request: some new reason"),
    ],
)
def test_a_refusal_that_concerns_this_chat_only(code: int, description: str) -> None:
    outcome = refusal(code, description)
    assert isinstance(outcome, Refused)
    assert (outcome.reason.said, outcome.content) == (description, False)


@pytest.mark.parametrize(
    "description",
    [
        'Bad Request: can\'t parse entities: Unsupported start tag "br" at byte offset 5',
        "Bad Request: message text is empty",
        "Bad Request: text must be non-empty",
        "Bad Request: message is too long",
        "Bad Request: BUTTON_DATA_INVALID",
        "Bad Request: BUTTON_URL_INVALID",
        "Bad Request: ENTITY_BOUNDS_INVALID",
        "Bad Request: inline keyboard button URL 'x' is invalid: Wrong HTTP URL",
        "Bad Request: reply markup is too long",
        "Bad Request: MESSAGE_TOO_LONG",
        "Bad Request: ENTITIES_TOO_LONG",
        "Bad Request: REPLY_MARKUP_INVALID",
    ],
)
def test_a_refusal_that_concerns_the_message_itself(description: str) -> None:
    outcome = refusal(400, description)
    assert isinstance(outcome, Refused)
    assert (outcome.reason.said, outcome.content) == (description, True)


@pytest.mark.parametrize(
    "body", [b'{"ok":false,"error_code":413,"description":"Request Entity Too Large"}', b"", b"<h1>413</h1>"]
)
def test_too_large_is_a_fault_of_the_message_and_never_repeated(body: bytes) -> None:
    outcome = read_answer(413, body)
    assert isinstance(outcome, Refused) and outcome.content


def test_not_modified_is_success_and_so_is_a_copy_that_is_gone_already() -> None:
    assert refusal(400, "Bad Request: message is not modified: specified new message content ...") == Delivered(0)
    assert refusal(400, "Bad Request: message to delete not found") == Delivered(0)


def test_a_group_that_became_a_supergroup() -> None:
    words = "Bad Request: group chat was upgraded to a supergroup chat"
    assert refusal(400, words, migrate_to_chat_id=-1001234567890) == Moved(-1001234567890)
    assert refusal(403, words, migrate_to_chat_id=-1001234567890) == Moved(-1001234567890)


@pytest.mark.parametrize("target", [10**40, True, "-100", None, 1.5, 0])
def test_a_move_without_a_valid_chat_is_ignored(target: Any) -> None:
    assert not isinstance(refusal(400, "Bad Request: strange", migrate_to_chat_id=target), Moved)


@pytest.mark.parametrize("code", [401, 404, 409, 421, 500, 502, 503, 520])
def test_what_a_server_did_not_do_is_asked_for_again(code: int) -> None:
    assert isinstance(refusal(code, "Internal Server Error: restart"), Unreached)


@pytest.mark.parametrize("code", [401, 403, 404, 421, 503])
@pytest.mark.parametrize("page", [b"<html><h1>No</h1></html>", b""])
def test_a_page_that_says_no_on_the_way_was_no_telegram(code: int, page: bytes) -> None:
    assert isinstance(read_answer(code, page), Unreached)


@pytest.mark.parametrize("code", [500, 502, 504, 520])
@pytest.mark.parametrize("page", [b"<html><h1>502 Bad Gateway</h1></html>", b"", b"{}"])
def test_a_gateway_that_lost_the_answer_does_not_know_what_was_done(code: int, page: bytes) -> None:
    assert isinstance(read_answer(code, page), Unknown)


def test_a_gateway_that_waited_in_vain_does_not_know() -> None:
    assert isinstance(read_answer(504, b"<html>504 Gateway Time-out</html>"), Unknown)


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"null", b'"ok"', b"17", b"{}", b'{"ok":', b"\xff\xfe\x00", b"[" * 100_000]
)
def test_an_unreadable_success_is_unknown(body: bytes) -> None:
    assert isinstance(read_answer(200, body), Unknown)


def test_a_refusal_with_a_good_status_is_a_refusal() -> None:
    said = "Bad Request: chat not found"
    assert refusal(400, said, status=200) == Gone(Reason(ReasonCode.CHAT_GONE, said), blocked=False)
    assert read_answer(200, b'{"ok":false,"description":"strange"}') == Refused(Reason(ReasonCode.TELEGRAM, "strange"))
    assert isinstance(read_answer(200, b'{"ok":false}'), Unknown)


def test_the_page_of_a_proxy_is_no_refusal() -> None:
    assert isinstance(read_answer(403, b"<html>Access denied by policy</html>"), Unreached)
    assert isinstance(read_answer(302, b""), Unreached)


def test_odd_types_in_a_refusal_do_no_harm() -> None:
    body = {"ok": "no", "error_code": "400", "description": ["chat not found"], "parameters": [1, 2]}
    assert isinstance(read_answer(400, json.dumps(body).encode()), Gone | Refused)


def test_a_long_reason_is_cut() -> None:
    outcome = refusal(400, "Bad Request: " + "x" * 5000)
    assert isinstance(outcome, Refused) and len(outcome.reason.said) == SAID_LIMIT


CODES = {
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
    "Bad Request: failed to get HTTP URL content": "photo-address",
    "Bad Request: the moon is in the wrong house": "telegram",
}


@pytest.mark.parametrize(("said", "code"), CODES.items())
def test_a_refusal_has_a_code_and_telegrams_own_words(said: str, code: str) -> None:
    outcome = refusal(400, said)
    assert isinstance(outcome, Gone | Refused)
    assert outcome.reason == f"{code}: {said}"


def test_an_answer_that_is_missing_has_a_code_too() -> None:
    for outcome in (refusal(504, "Gateway Timeout"), read_answer(502, b"<html>")):
        assert isinstance(outcome, Unknown)
        assert outcome.cause.code is ReasonCode.SILENT


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
_FIELDS = st.fixed_dictionaries(
    {},
    optional={"ok": _JSON, "result": _JSON, "error_code": _JSON, "description": _JSON, "parameters": _JSON},
)


@given(st.integers(100, 599), st.one_of(st.binary(max_size=80), _FIELDS.map(lambda body: json.dumps(body).encode())))
def test_every_answer_is_an_outcome_that_the_store_can_hold(status: int, content: bytes) -> None:
    outcome = read_answer(status, content)
    if isinstance(outcome, Delivered):
        assert 0 <= outcome.message_id < 2**63
    if isinstance(outcome, RetryAfter):
        assert 1.0 <= outcome.seconds <= LONGEST_WAIT
    if isinstance(outcome, Moved):
        assert abs(outcome.chat_id) < 2**63
