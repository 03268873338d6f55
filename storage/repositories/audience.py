"""The whole audience at once: listed into the store from elsewhere, and out of it again."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace

from domain.audience import ChatKind, Layout, Mode, RecipientState, Sound
from storage.ports import Repository

_PAGE = 500


@dataclass(frozen=True, slots=True)
class ListedHours:
    """When and how news comes to a recipient, as `Recipient` has it. None: what the store knows stays.

    `digest_next`: when the next digest of `digest_times` is due (UTC milliseconds). `paused_until` counts only for a
    recipient that is paused.
    """

    zone: str | None = None
    quiet: str | None = None
    breaking_passes: bool | None = None
    sound: Sound | None = None
    layout: Layout | None = None
    cap: int | None = None
    digest_times: str | None = None
    digest_days: str | None = None
    digest_next: int | None = None
    paused_until: int | None = None


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
    hours: ListedHours = ListedHours()


class Audience(Repository):
    async def put(self, listed: Sequence[Listed]) -> None:
        """Adds or updates recipients: each then follows what its entry says. A few hundred at a time: under 50 ms."""
        merging = [(int(old), int(new)) for old, new in await self._rows.fetch("merging_all")]
        listed = [replace(one, modes=_with_merged(one.modes, merging)) for one in listed] if merging else listed
        await self._rows.many("audience_put", [_columns(one) for one in listed])
        stays = [(one.chat_id, one.topic, f" {' '.join(map(str, one.modes))} ") for one in listed]
        await self._rows.many("audience_drop_others", stays)
        hours = [(one.chat_id, one.topic, *_hours(one.hours)) for one in listed if one.hours != ListedHours()]
        await self._rows.many("audience_hours", hours)
        follows = [(one.chat_id, one.topic, rubric, mode) for one in listed for rubric, mode in one.modes.items()]
        await self._rows.many("audience_follow", follows)
        await self._rows.many("audience_set_live", [(one.chat_id, one.topic) for one in listed])
        due = [(one.chat_id, one.topic, one.hours.digest_next) for one in listed if one.hours.digest_next]
        await self._rows.many("audience_digest_next", due)
        digests = [(one.chat_id, one.topic) for one in listed if Mode.DIGEST in one.modes.values()]
        await self._rows.many("audience_digest", digests)
        await self._rows.many("audience_digest_due", [*digests, *((chat_id, topic) for chat_id, topic, _ in due)])

    async def all(self) -> AsyncIterator[Listed]:
        """Every recipient in the order they came, read in pages."""
        after = 0
        while page := await self._rows.fetch("audience_page", after, _PAGE):
            last = int(page[-1][0])
            modes: dict[int, dict[int, Mode]] = {}
            for recipient, rubric, mode in await self._rows.fetch("audience_subscriptions", after, last):
                modes.setdefault(int(recipient), {})[int(rubric)] = Mode(mode)
            for id_, chat_id, topic, kind, state, language, languages, title, welcomed, *hours in page:
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
                    hours=_listed_hours(*hours),
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


def _hours(hours: ListedHours) -> tuple[object, ...]:
    passes = None if hours.breaking_passes is None else int(hours.breaking_passes)
    chosen = (hours.zone, hours.quiet, passes, hours.sound, hours.layout, hours.cap)
    return (*chosen, hours.digest_times, hours.digest_days, hours.paused_until)


def _listed_hours(
    zone: str, quiet: str, passes: int, sound: str, layout: str, cap: int, times: str, days: str, paused_until: int
) -> ListedHours:
    how = (bool(passes), Sound(sound), Layout(layout), cap)
    return ListedHours(zone, quiet, *how, times, days, paused_until=paused_until)
