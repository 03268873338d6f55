"""The whole audience at once: listed into the store from elsewhere, and out of it again."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace

from domain.audience import ChatKind, Mode, RecipientState
from storage.ports import Repository

_PAGE = 500


@dataclass(frozen=True, slots=True)
class Listed:
    """One recipient as a list of an audience has it: `modes` by rubric key, key 0 stands for every rubric.

    `state` None: whatever the store knows stays, and a new recipient is active.
    """

    chat_id: int
    kind: ChatKind
    language: str
    modes: dict[int, Mode] = field(default_factory=dict)
    topic: int = 0
    state: RecipientState | None = None
    article_languages: frozenset[str] = frozenset()
    title: str = ""
    welcomed: bool = False


class Audience(Repository):
    async def put(self, listed: Sequence[Listed]) -> None:
        """Adds or updates recipients: each then follows what its entry says. A few hundred at a time: under 50 ms."""
        merging = [(int(old), int(new)) for old, new in await self._rows.fetch("merging_all")]
        listed = [replace(one, modes=_with_merged(one.modes, merging)) for one in listed] if merging else listed
        await self._rows.many("audience_put", [_columns(one) for one in listed])
        stays = [(one.chat_id, one.topic, f" {' '.join(map(str, one.modes))} ") for one in listed]
        await self._rows.many("audience_drop_others", stays)
        follows = [(one.chat_id, one.topic, rubric, mode) for one in listed for rubric, mode in one.modes.items()]
        await self._rows.many("audience_follow", follows)
        await self._rows.many("audience_set_live", [(one.chat_id, one.topic) for one in listed])
        digests = [(one.chat_id, one.topic) for one in listed if Mode.DIGEST in one.modes.values()]
        await self._rows.many("audience_digest", digests)
        await self._rows.many("audience_digest_due", digests)

    async def all(self) -> AsyncIterator[Listed]:
        """Every recipient in the order they came, read in pages."""
        after = 0
        while page := await self._rows.fetch("audience_page", after, _PAGE):
            last = int(page[-1][0])
            modes: dict[int, dict[int, Mode]] = {}
            for recipient, rubric, mode in await self._rows.fetch("audience_subscriptions", after, last):
                modes.setdefault(int(recipient), {})[int(rubric)] = Mode(mode)
            for id_, chat_id, topic, kind, state, language, languages, title, welcomed in page:
                yield Listed(
                    chat_id=chat_id,
                    kind=ChatKind(kind),
                    language=language,
                    modes=modes.get(int(id_), {}),
                    topic=topic,
                    state=RecipientState(state),
                    article_languages=frozenset(languages.split()),
                    title=title,
                    welcomed=bool(welcomed),
                )
            after = last


def _with_merged(modes: dict[int, Mode], merging: list[tuple[int, int]]) -> dict[int, Mode]:
    """Who follows a rubric that is being merged, by (old, new), follows also the one that takes it over."""
    found = dict(modes)
    for old, new in merging:
        if modes.get(old, Mode.OFF) is not Mode.OFF and found.get(new, Mode.OFF) is not Mode.NOW:
            found[new] = modes[old]
    return found


def _columns(one: Listed) -> tuple[object, ...]:
    languages = " ".join(sorted(one.article_languages))
    return (
        *(one.chat_id, one.topic, one.kind, one.language, one.state or ""),
        *(languages, one.title, int(one.welcomed)),
    )
