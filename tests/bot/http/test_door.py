"""The door for a CMS: articles come in once, with an answer for each; strangers find no door, or a short refusal."""

from __future__ import annotations

import asyncio
import io
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.config import Settings
from bot.http.door import Door
from bot.http.guards import refuse_foreign_hosts, refuse_packed
from bot.http.server import listening
from domain.errors import StoreUnavailable
from storage.store import Store
from tests.bad_files import REFUSED, TAKEN
from tests.builders import JumpingClock, open_store
from tests.ports import free_port
from tests.readers import shared_readers

TOKEN = "a-token-of-the-newsroom"
BODY = "Бүгін қалада маңызды оқиға болды. Толығырақ мәлімет кейінірек жарияланады."


class Cms:
    """A CMS that knows the token; `store` is what its articles end up in."""

    def __init__(self, url: str, session: aiohttp.ClientSession, store: Store, clock: JumpingClock) -> None:
        self.is_clock_behind = False
        self.url = url
        self.session = session
        self.store = store
        self.clock = clock

    async def posts(
        self, body: object, query: str = "", *, token: str = TOKEN, headers: dict[str, str] | None = None
    ) -> tuple[int, Any]:
        text = body if isinstance(body, (bytes, str)) else json.dumps(body)
        data = io.BytesIO(text.encode() if isinstance(text, str) else text)
        head = {"Authorization": f"Bearer {token}", **(headers or {})}
        async with self.session.post(f"{self.url}/articles{query}", data=data, headers=head) as answer:
            text = await answer.text()
            return answer.status, json.loads(text)

    async def recalls(self, article: str) -> tuple[int, Any]:
        head = {"Authorization": f"Bearer {TOKEN}"}
        async with self.session.delete(f"{self.url}/articles/{article}", headers=head) as answer:
            return answer.status, await answer.json()


@asynccontextmanager
async def open_door(folder: Path) -> AsyncIterator[Cms]:
    clock = JumpingClock()
    settings = Settings(_env_file=None, bot_token="1:x", ingest_token=TOKEN, admin_ids="7")
    place = f"127.0.0.1:{free_port()}"
    app = web.Application(middlewares=[refuse_packed, refuse_foreign_hosts(place)])
    async with open_store(folder, clock) as store:
        door = Door(settings, store, clock, shared_readers())
        door.add_to(app)
        async with listening(app, place, "HTTP_LISTEN"), aiohttp.ClientSession() as session:
            cms = Cms(f"http://{place}", session, store, clock)
            door.is_clock_behind = lambda: cms.is_clock_behind
            yield cms


@pytest.fixture
async def cms(tmp_path: Path) -> AsyncIterator[Cms]:
    async with open_door(tmp_path) as opened:
        yield opened


def statuses(answer: Any) -> list[str]:
    return [one["status"] for one in answer["articles"]]


async def test_an_article_is_created_updated_pushed_once_and_recalled(cms: Cms) -> None:
    article = {"id": "wp-1", "title": "Көпір ашылды", "body": BODY, "rubric": "Қоғам"}
    cms.is_clock_behind = True
    code, answer = await cms.posts(article)
    assert (code, "behind" in answer["error"]) == (503, True), "a date cannot be judged now; the CMS asks again"
    cms.is_clock_behind = False
    assert await cms.posts(article) == (200, {"articles": [{"id": "wp-1", "status": "created", "pushed": True}]})
    assert await cms.posts(article) == (200, {"articles": [{"id": "wp-1", "status": "unchanged"}]})
    code, answer = await cms.posts({**article, "title": "Жаңа көпір ашылды", "views": "көп"})
    assert (code, statuses(answer)) == (200, ["updated"])
    assert answer["articles"][0]["warnings"][0].startswith("views: ")
    code, answer = await cms.posts([{**article, "id": "wp-2", "body": "Ауылда жаңа кітапхана салынды."}], "?push=false")
    assert answer["articles"] == [{"id": "wp-2", "status": "created", "pushed": False}]
    assert await cms.recalls("wp-1") == (200, {"id": "wp-1", "status": "recalled"})
    assert await cms.recalls("wp-1") == (200, {"id": "wp-1", "status": "unchanged"})
    code, answer = await cms.posts(article)
    assert (code, statuses(answer)) == (422, ["refused"])
    assert "recalled" in answer["articles"][0]["reason"]
    assert (await cms.recalls("none/such"))[0] == 404
    assert [entry.what for entry in await cms.store.audit.page(5, 0)] == ["recalled"]


async def test_of_a_list_the_bad_ones_are_named_and_the_others_taken(cms: Cms) -> None:
    articles = [
        {"id": "ok", "title": "Жақсы", "body": BODY},
        {"id": "empty", "title": "Мәтінсіз"},
        "not an article",
        {"id": "post-7", "title": "Алынған", "body": BODY},
        {
            "title": "Нөмірсіз",
            "body": "Ауылда жаңа кітапхана салынды, балалар сонда жиналады.",
            "url": "https://site.kz/a/1?utm_source=x",
        },
        {"id": "draft", "title": "Жоба", "body": BODY, "status": "draft"},
    ]
    code, answer = await cms.posts({"articles": articles})
    assert (code, statuses(answer)) == (200, ["created", "refused", "refused", "refused", "created", "refused"])
    assert answer["articles"][4]["id"] == "site.kz/a/1"
    assert all(one["reason"] for one in answer["articles"][1:4])
    assert "draft" in answer["articles"][5]["reason"]
    code, answer = await cms.posts(articles[1:3])
    assert (code, statuses(answer)) == (422, ["refused", "refused"])
    cut = json.dumps([{"id": "cut", "title": "Кесілген", "body": BODY}])[:-3]
    for body in (cut, b"\xff\xfe", "", "<html></html>", "PK\x03\x04"):
        assert (await cms.posts(body))[0] == 400
    assert await cms.store.articles.with_id("cut") is None, "of a body that was cut off nothing is taken"
    many = [{"id": f"many-{number}", "title": f"Көп {number}", "body": f"{number} адам келді."} for number in range(21)]
    code, answer = await cms.posts(many)
    assert {(one["pushed"], one["held"]) for one in answer["articles"]} == {(False, True)}
    assert [notice.key for notice in await cms.store.notices.pending()] == ["source-held"]
    assert (await cms.recalls("post-7-0123456789abcdef"))[0] == 403


async def test_bad_input_of_every_kind_is_answered_with_its_reason_and_the_next_article_is_taken(cms: Cms) -> None:
    for kind, (_, data, _) in REFUSED.items():
        code, answer = await cms.posts(data)
        assert code in {400, 413, 422}, kind
        if code != 413:
            assert len(answer.get("error") or answer["articles"][0]["reason"]) > 10, kind
        # Else the tries of this test would be too many at once.
        cms.clock.jump(1)
    for _, data in TAKEN.values():
        code, answer = await cms.posts(data)
        assert (code, answer.get("error", "")) in {(400, "This is no JSON."), (200, "")}
    assert statuses((await cms.posts({"id": "good", "title": "Жақсы", "body": BODY}))[1]) == ["created"]
    found = [one.id for one in await cms.store.articles.latest(limit=9)]
    assert len(found) == 2 and "good" in found, "both others with a body are the same words"


async def test_a_stranger_gets_a_short_refusal(cms: Cms, caplog: pytest.LogCaptureFixture) -> None:
    article = {"id": "x", "title": "Жат", "body": BODY}
    with caplog.at_level(logging.WARNING):
        for token in ("", "wrong", TOKEN[:-1], TOKEN + "x", "қате".encode().decode("latin-1")):
            assert (await cms.posts(article, token=token))[0] == 401
        codes = [(await cms.posts(article, token="wrong"))[0] for _ in range(70)]
    assert set(codes) == {401, 429}, "so many guesses a second, and no more"
    assert len([one for one in caplog.records if "wrong_token" in one.getMessage()]) == 1
    assert 'wrong"' not in caplog.text
    assert (await cms.posts(article, "?push=perhaps"))[0] == 400, "behind a proxy all have one address"
    cms.clock.jump(10)
    assert (await cms.posts(article, headers={"Content-Encoding": "gzip"}))[0] == 415
    assert (await cms.posts("x" * 1_100_000))[0] == 413
    assert (await cms.posts(article, "?push=perhaps"))[0] == 400
    for ask, code in (("GET", 405), ("PUT", 405), ("DELETE", 405)):
        async with cms.session.request(ask, f"{cms.url}/articles") as answer:
            told = await answer.json()
            assert (answer.status, answer.headers["Allow"], told["error"][:3]) == (code, "POST", "405")
    assert await cms.store.articles.count() == 0


async def test_a_body_without_a_length_is_counted_while_it_comes(cms: Cms) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(1000):
            yield b"x" * 10_000

    head = {"Authorization": f"Bearer {TOKEN}"}
    try:
        async with cms.session.post(f"{cms.url}/articles", data=endless(), headers=head) as answer:
            assert answer.status == 413
    except (aiohttp.ClientConnectionError, ConnectionResetError):
        pass


async def test_while_the_store_takes_nothing_the_cms_is_told_to_come_again(
    cms: Cms, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = {"id": "later", "title": "Кейін", "body": BODY}

    @asynccontextmanager
    async def locked(**_: object) -> AsyncIterator[None]:
        raise StoreUnavailable("store-locked")
        yield

    with monkeypatch.context() as patch:
        patch.setattr(cms.store, "transaction", locked)
        head = {"Authorization": f"Bearer {TOKEN}"}
        async with cms.session.post(f"{cms.url}/articles", json=article, headers=head) as answer:
            assert (answer.status, answer.headers["Retry-After"]) == (503, "5")
    codes = await asyncio.gather(*(cms.posts(article) for _ in range(5)))
    assert sorted(statuses(answer)[0] for _, answer in codes) == ["created", *["unchanged"] * 4]


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        (b"POST /articles HTTP/1.1\r\nHost: localhost\r\nContent-Length: abc\r\n\r\n", "Content-Length"),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01", "HTTPS"),
        (b"POST /articles HTTP/1.1\r\nHost: localhost\r\nX: " + bytes([97]) * 20_000 + b"\r\n\r\n", "8190"),
        (b"POST /articles HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "chunk"),
    ],
    ids=["length", "TLS", "header", "chunk"],
)
async def test_what_is_no_http_is_answered_in_json_as_well(cms: Cms, sent: bytes, why: str) -> None:
    host, port = cms.url.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(sent)
    head, _, body = (await asyncio.wait_for(reader.read(), 5)).partition(b"\r\n\r\n")
    writer.close()
    assert (head.split()[1], b"application/json" in head) == (b"400", True)
    assert why in json.loads(body)["error"]
    assert "b'" not in json.loads(body)["error"]
