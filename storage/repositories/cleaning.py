"""Deletes what is old, a few rows at a time. Each method says how many it deleted; again until it is 0."""

from __future__ import annotations

from collections.abc import Sequence

from storage.ports import Repository

# Rows that one transaction deletes: some 10 ms.
_AT_ONCE = 2000


class Cleaning(Repository):
    async def undelivered(self, ended_before_ms: int) -> int:
        """Which recipients were not reached by broadcasts that ended before then. The counts of a broadcast stay."""
        return await self._rows.run("clean_undelivered", ended_before_ms, _AT_ONCE)

    async def notices(self, told_before_ms: int) -> int:
        """Notices that the owners were told before then."""
        return await self._rows.run("clean_notices", told_before_ms, _AT_ONCE)

    async def article_versions(self, replaced_before_ms: int) -> int:
        """What articles said before changes that were made before then."""
        return await self._rows.run("clean_article_versions", replaced_before_ms, _AT_ONCE)

    async def digest_parts(self, due_before_ms: int) -> int:
        """What each chat got of digests that were due before then. The digests stay, with their counts."""
        return await self._rows.run("clean_digest_parts", due_before_ms, _AT_ONCE)

    async def stories(self, before_ms: int) -> int:
        """What was chosen before then about stories that have had no article since."""
        return await self._rows.run("stories_forget", before_ms, _AT_ONCE)

    async def withheld(self, since_before_ms: int) -> int:
        """Articles that have waited since before then for a chat that is away."""
        return await self._rows.run("clean_withheld", since_before_ms, _AT_ONCE)

    async def letters_of_lost(self, blocked_before_ms: int) -> int:
        """What people wrote who blocked the bot before then, and where they were in a dialogue: settings alone stay."""
        letters = await self._rows.run("clean_letters_of_lost", blocked_before_ms, _AT_ONCE)
        return letters + await self._rows.run("clean_dialogues_of_lost", blocked_before_ms, _AT_ONCE)

    async def runs(self, started_before_ms: int) -> int:
        """Process runs that began before then and are over. All at once: each start adds one."""
        await self._rows.run("clean_runners", started_before_ms)
        return await self._rows.run("clean_runs", started_before_ms)

    async def files_seen(self, folder: str, before_ms: int, after: str) -> list[str]:
        """The next paths of a folder, after a path, that were taken before then; in order."""
        return [str(path) for (path,) in await self._rows.fetch("clean_files_seen", folder, before_ms, after, _AT_ONCE)]

    async def forget_files(self, folder: str, paths: Sequence[str]) -> None:
        """Files that are gone from the folder."""
        await self._rows.many("clean_file", [(folder, path) for path in paths])
