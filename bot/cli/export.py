"""`zharshy export`: all articles as JSON Lines, or a folder of Markdown files; imported, they are the same articles."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import AsyncIterator
from pathlib import Path

from bot.cli.console import say, warn
from bot.cli.exit_codes import ALL_WELL, SOME_FAILED
from bot.cli.open_store import with_store
from bot.cli.whole_files import refuse_link, written_whole
from bot.config import Settings
from domain.article import Article
from sources.exporting.fields import exported_fields
from sources.exporting.markdown import markdown_file
from storage.store import Store

# Articles that are read at once.
_PAGE = 200


def main(args: argparse.Namespace) -> int:
    async def task(_: Settings, store: Store) -> int:
        try:
            if args.format == "markdown":
                return await _to_folder(store, Path(args.file))
            return await (_to_output(store) if args.file == "-" else _to_file(store, Path(args.file)))
        except BrokenPipeError:
            raise
        except OSError as error:
            warn(f"{args.file}: cannot be written: {error.strerror}")
            return SOME_FAILED

    if args.format == "markdown" and args.file == "-":
        warn("with --format markdown FILE is a folder: - is for jsonl")
        return SOME_FAILED
    return with_store(task)


async def _articles(store: Store) -> AsyncIterator[Article]:
    """All articles that readers can find, in the order in which they came."""
    key = 0
    while page := await store.articles.page_after(key, _PAGE):
        for article in page:
            yield article
        key = page[-1].key


def _line(article: Article) -> str:
    return json.dumps(exported_fields(article), ensure_ascii=False) + "\n"


async def _to_output(store: Store) -> int:
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    async for article in _articles(store):
        sys.stdout.write(_line(article))
    return ALL_WELL


async def _to_file(store: Store, file: Path) -> int:
    count = 0
    with written_whole(file) as lines:
        async for article in _articles(store):
            lines.write(_line(article))
            count += 1
    say(f"exported {count} articles to {file}")
    return ALL_WELL


async def _to_folder(store: Store, folder: Path) -> int:
    """A link in the place of an article's file is replaced; what it leads to stays."""
    refuse_link(folder)
    folder.mkdir(parents=True, exist_ok=True)  # noqa: ASYNC240 - nothing else runs
    count = 0
    async for article in _articles(store):
        name, text = markdown_file(article)
        place = folder / name
        if place.is_symlink():
            place.unlink()
        with written_whole(place) as file:
            file.write(text)
        count += 1
    say(f"exported {count} articles to {folder}")
    return ALL_WELL
