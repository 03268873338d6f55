"""`zharshy reindex`: the search index anew, while the old one serves."""

from __future__ import annotations

import argparse

from tqdm import tqdm

from bot.cli.console import say
from bot.cli.exit_codes import ALL_WELL
from bot.cli.open_store import with_store
from bot.config import Settings
from storage.admin.reindex import reindex
from storage.store import Store


def main(_: argparse.Namespace) -> int:
    async def task(_: Settings, store: Store) -> int:
        done = 0
        with tqdm(total=await store.articles.count(), unit=" articles", disable=None, leave=False) as bar:
            async for progress in reindex(store):
                bar.total = progress.total
                bar.update(progress.done - done)
                done = progress.done
        say(f"{done} article{'' if done == 1 else 's'} in the new index")
        return ALL_WELL

    return with_store(task, migrate=True)
