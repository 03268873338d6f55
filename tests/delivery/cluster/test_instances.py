"""Two `run` on one database: one has the timetable, any takes updates, and each update is acted on once."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress

import aiohttp
import psycopg
import pytest

from tests.acceptance.conftest import Running
from tests.delivery.cluster.conftest import PEOPLE, Newsroom
from tests.ports import free_port
from tests.until import until

pytestmark = [pytest.mark.postgres, pytest.mark.slow]

SECRET = "t0p-secret"


async def listens(port: int) -> None:
    """Waits until the port takes connections."""

    async def connects() -> bool:
        with suppress(ConnectionRefusedError):
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.close()
            await writer.wait_closed()
            return True
        return False

    await until(connects, 60, lambda: f"nothing listens on {port}", every=0.05)


def writes(newsroom: Newsroom, name: str) -> None:
    """Puts an article into the folder that both watch, whole at once."""
    folder = newsroom.folder / "articles"
    folder.mkdir(exist_ok=True)
    part = folder / f".{name}.part"
    article = {"id": name, "title": f"Жаңалық {name}", "rubric": "Саясат", "body": "Бүгін болған оқиға туралы мәтін."}
    part.write_text(json.dumps(article, ensure_ascii=False), encoding="utf-8")
    part.replace(folder / f"{name}.json")


def has_lease(running: Running) -> bool:
    """Whether it has the leader lease, or had it."""
    return any(one["event"] == "lease.taken" for one in running.events)


async def test_when_the_one_with_the_timetable_dies_another_has_it_within_ten_seconds(newsroom: Newsroom) -> None:
    runs = list(await asyncio.gather(newsroom.starts("run"), newsroom.starts("run")))
    [holder] = await until(lambda: [running for running in runs if has_lease(running)], 20, every=0.05)
    await holder.logs("folder.first_look")
    other = next(one for one in runs if one is not holder)
    writes(newsroom, "first")
    assert (await newsroom.done()).tally.delivered == PEOPLE
    assert not has_lease(other)
    await holder.is_killed()
    await other.logs("lease.taken", 10)
    writes(newsroom, "second")

    async def second_push() -> bool:
        return len(await newsroom.summaries()) == 2

    await until(second_push, 40, every=0.1)
    await newsroom.done()
    assert [one.tally.delivered for one in await newsroom.summaries()] == [PEOPLE, PEOPLE]
    counts = await newsroom.api.ask("counts", first=1, count=PEOPLE)
    assert counts["missing"] == []
    assert await other.stops() == 0


def says(number: int, person: int, text: str = "/help") -> dict[str, object]:
    """An update as Telegram sends it: a person gives a command."""
    who = {"id": person, "is_bot": False, "first_name": "Әлия", "language_code": "kk"}
    chat = {"id": person, "type": "private", "first_name": "Әлия"}
    entities = [{"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}]
    message = {"message_id": number, "date": 1, "chat": chat, "from": who, "text": text, "entities": entities}
    return {"update_id": number, "message": message}


async def two_instances(newsroom: Newsroom) -> tuple[list[Running], list[int]]:
    """Two `run` that take updates by webhook, and their ports."""
    ports = [free_port(), free_port()]
    hook = {"WEBHOOK_URL": "http://127.0.0.1:9/hook", "WEBHOOK_SECRET": SECRET}
    runs = await asyncio.gather(*(newsroom.starts("run", **hook, WEBHOOK_LISTEN=f"127.0.0.1:{port}") for port in ports))
    await asyncio.gather(*(listens(port) for port in ports))
    return list(runs), ports


async def test_an_update_that_two_instances_get_ten_times_each_is_answered_once(newsroom: Newsroom) -> None:
    _, ports = await two_instances(newsroom)
    updates = range(1, 31)
    async with aiohttp.ClientSession(headers={"X-Telegram-Bot-Api-Secret-Token": SECRET}) as session:

        async def post(port: int, number: int) -> int:
            """As Telegram does: again, where the store had no time for it."""
            while True:
                async with session.post(f"http://127.0.0.1:{port}/hook", json=says(number, number)) as answer:
                    if answer.status != 503:
                        return answer.status

        storm = [post(port, number) for number in updates for port in ports for _ in range(10)]
        assert set(await asyncio.gather(*storm)) == {200}
        forged = {"X-Telegram-Bot-Api-Secret-Token": "ә"}
        async with session.post(f"http://127.0.0.1:{ports[0]}/hook", headers=forged) as refused:
            assert refused.status == 401
    counts = await newsroom.api.ask("counts", first=1, count=len(updates))
    assert (counts["missing"], counts["repeated"]) == ([], {})


async def test_an_instance_that_is_killed_before_it_answers_has_acted_once(newsroom: Newsroom) -> None:
    """The letter is kept, its receipt never leaves; the same update then comes to the other instance."""
    (first, _), ports = await two_instances(newsroom)
    await newsroom.api.ask("fault", kind="hang", method="sendMessage", chat=1, times=1)
    letter = says(900, 1, "/feedback Тамаша газет")

    async def letters() -> int:
        async with await psycopg.AsyncConnection.connect(newsroom.url) as connection:
            row = await (await connection.execute("SELECT count(*) FROM letter")).fetchone()
            return int(row[0]) if row else 0

    async with aiohttp.ClientSession(headers={"X-Telegram-Bot-Api-Secret-Token": SECRET}) as session:

        async def post(port: int) -> int:
            async with session.post(f"http://127.0.0.1:{port}/hook", json=letter) as answer:
                return answer.status

        unanswered = asyncio.create_task(post(ports[0]))
        await until(letters)
        await first.is_killed()
        with pytest.raises(aiohttp.ClientError):
            await unanswered
        assert await post(ports[1]) == 200
    assert await letters() == 1
