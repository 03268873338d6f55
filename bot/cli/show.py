"""`zharshy show`: one article as the store has it, with its versions and the other articles that tell its story."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime
from typing import Any

from bot.cli.console import say, warn
from bot.cli.exit_codes import ALL_WELL, SOME_FAILED
from bot.cli.open_store import with_store
from bot.config import Settings
from domain.article import Article
from sources.exporting.fields import exported_fields
from sources.twins import same_story
from storage.store import Store
from text.addresses import bare_address


def main(args: argparse.Namespace) -> int:
    async def task(_: Settings, store: Store) -> int:
        article = await _named(store, args.id)
        if article is None:
            warn(f"there is no article {args.id!r}: `zharshy search WORDS --json` tells ids")
            return SOME_FAILED
        shown = await _shown(store, article)
        if args.json:
            say(json.dumps(shown, ensure_ascii=False))
        else:
            _print(shown)
        return ALL_WELL

    return with_store(task)


async def _named(store: Store, name: str) -> Article | None:
    """By its id, by its address in any spelling, or by its key in links ("a_77")."""
    found = await store.articles.with_id(name) or await store.articles.with_id(bare_address(name))
    if found is None and name.removeprefix("a_").isdecimal() and name.startswith("a_"):
        keys = await store.articles.keys_after(int(name[2:]) - 1, 1)
        found = await store.articles.get(keys[0]) if keys == [int(name[2:])] else None
    return found


async def _shown(store: Store, article: Article) -> dict[str, Any]:
    old = await store.articles.versions(article.key)
    versions = [{"version": one.version, "until": _moment(one.replaced_at), **_content(one.content)} for one in old]
    now = {"version": article.version, "title": article.title, "lead": article.lead.text, "body": article.body.text}
    return {
        **exported_fields(article),
        "state": article.state.value,
        "accepted_at": _moment(article.accepted_at),
        "versions": [*versions, now],
        "same_story": [one.id for one in await same_story(store, article)],
    }


def _content(content: dict[str, Any]) -> dict[str, Any]:
    return {name: content.get(name, "") for name in ("title", "lead", "body")}


def _moment(at_ms: int) -> str:
    return datetime.fromtimestamp(at_ms / 1000, UTC).isoformat(timespec="seconds")


def _print(shown: dict[str, Any]) -> None:
    for name, value in shown.items():
        if name == "versions":
            say(f"versions: {len(value)}")
            for one in value[:-1]:
                say(f"  {one['version']} until {one['until']}: {one['title']}")
        elif name == "same_story":
            say(f"same_story: {', '.join(value) or 'none'}")
        elif isinstance(value, list):
            say(f"{name}: {', '.join(map(str, value))}")
        else:
            for line in str(value).split("\n"):
                say(f"{name}: {line}" if line and name not in {"body", "lead"} else line)
