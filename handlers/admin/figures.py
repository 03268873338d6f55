"""The figures of the last 30 days, read from the store and laid out as a picture."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from domain.newsroom import Leaving
from handlers.core.responder import Responder
from storage.repositories.figures import ArticleFigures
from storage.store import Store
from text.charts import MOST_BARS, Bar, Bars, Chart, Columns, Curve
from text.time.dates import show_day, show_day_of_year

DAYS = 30
_DAY_MS, _HOUR_MS = 86_400_000, 3_600_000
# Hours after publication that are shown.
_CURVE = 48
_BEST = 3


@dataclass(frozen=True, slots=True)
class Counted:
    """`rubrics`: (key, followers now, followers 30 days ago or -1); per day, oldest first; `hours`: openings by hour of
    the day in the newsroom's zone; `chats_by_day`: from the first day on that was counted."""

    now_ms: int
    chats: int
    rubrics: tuple[tuple[int, int, int], ...]
    names: dict[int, dict[str, str]]
    delivered: tuple[int, ...]
    opens: tuple[int, ...]
    hours: tuple[int, ...]
    mutes: int
    stops: int
    articles: int = 0
    chats_by_day: tuple[int, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was delivered and nothing read."""
        return not any((*self.delivered, *self.opens))

    @property
    def best_hours(self) -> list[int]:
        """The three hours of the day with most openings, by the clock; fewer without openings."""
        most = sorted(range(24), key=lambda hour: -self.hours[hour])[:_BEST]
        return sorted(hour for hour in most if self.hours[hour])


def day_of(ms: int, zone: ZoneInfo) -> int:
    """Days since 1970 in this zone."""
    return (ms + _shift(ms, zone)) // _DAY_MS


def _shift(ms: int, zone: ZoneInfo) -> int:
    offset = datetime.fromtimestamp(ms / 1000, UTC).astimezone(zone).utcoffset() or timedelta()
    return int(offset.total_seconds() * 1000)


async def count(store: Store, now_ms: int, zone: ZoneInfo) -> Counted:
    """Everything that /stats shows."""
    shift, today = _shift(now_ms, zone), day_of(now_ms, zone)
    since = (today - DAYS + 1) * _DAY_MS - shift
    before = await store.readership.followers_on(today - DAYS)
    rubrics = await store.rubrics.all()
    followers = [(one.key, await store.readership.about(one.key), before.get(one.key, -1)) for one in rubrics]
    delivered = await store.readership.delivered_by_day(since, shift)
    days, hours = _by_day_and_hour(await store.readership.opens_by_hour(since), shift, today)
    by_day = await store.readership.followers_by_day(0, today - DAYS + 1)
    chats = await store.readership.followers(0)
    left = await store.readership.leavings(since)
    return Counted(
        now_ms=now_ms,
        chats=chats,
        rubrics=tuple(sorted(followers, key=lambda one: -one[1])),
        names={one.key: {code: one.name(code) for code in ("kk", "ru", "en")} for one in rubrics},
        delivered=tuple(delivered.get(today - DAYS + 1 + place, 0) for place in range(DAYS)),
        opens=days,
        hours=hours,
        mutes=left.get(Leaving.MUTE, 0),
        stops=left.get(Leaving.STOP, 0),
        articles=await store.articles.count(),
        chats_by_day=_every_day({**by_day, today: chats}, today),
    )


def _by_day_and_hour(opens: dict[int, int], shift: int, today: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Openings of each of the last days, and of each hour of the day. `opens`: by hour since 1970 in UTC."""
    days, hours = [0] * DAYS, [0] * 24
    for hour, count in opens.items():
        moment = hour * _HOUR_MS + shift
        days[min(max(moment // _DAY_MS - (today - DAYS + 1), 0), DAYS - 1)] += count
        hours[moment // _HOUR_MS % 24] += count
    return tuple(days), tuple(hours)


def _every_day(counted: dict[int, int], today: int) -> tuple[int, ...]:
    """From the first counted day to today. A day without a count repeats the day before."""
    days: list[int] = []
    for day in range(min(counted), today + 1):
        days.append(counted.get(day, days[-1] if days else 0))
    return tuple(days)


async def recount(store: Store, rubric: int, now_ms: int, zone: ZoneInfo) -> None:
    """Counts the followers of a merged rubric now: the hourly count would show them too late."""
    followers = await store.readership.followers(rubric)
    async with store.transaction() as work:
        work.is_effect = False
        await work.readership.keep_day(day_of(now_ms, zone), rubric, followers)


async def keep_followers(store: Store, now_ms: int, zone: ZoneInfo) -> None:
    """Stores today's numbers of followers, from which later days show the growth."""
    today = day_of(now_ms, zone)
    counted = {0: await store.readership.followers(0)}
    for rubric in await store.rubrics.all():
        counted[rubric.key] = await store.readership.followers(rubric.key)
    async with store.transaction() as work:
        for key, followers in counted.items():
            await work.readership.keep_day(today, key, followers)
        await work.readership.forget_leavers(now_ms)


def chart_of(responder: Responder, counted: Counted) -> Chart:
    first = counted.now_ms - (DAYS - 1) * _DAY_MS
    moments = [first + place * _DAY_MS for place in range(DAYS)]
    ends = [show_day(moment, responder.language, responder.zone) for moment in (moments[0], moments[-1])]
    labels = tuple(
        show_day_of_year(moment, responder.language, responder.zone) if place % 7 == 1 else ""
        for place, moment in enumerate(moments)
    )
    bars = tuple(
        Bar(counted.names[key][responder.language], now, _growth(now, before)) for key, now, before in counted.rubrics
    )
    hours = tuple(f"{hour:02}" if hour % 3 == 0 else "" for hour in range(24))
    days = counted.chats_by_day
    # One day makes no line.
    growth = (
        [Curve(responder.plain("stats-chats"), days, labels[-len(days) :], growth_of(days))] if len(days) > 1 else []
    )
    return Chart(
        responder.plain("stats-title"),
        " – ".join(ends),
        (
            *growth,
            Bars(responder.plain("stats-followers"), bars, responder.plain("stats-since") if any_red(bars) else ""),
            *_unless_empty(
                Columns(
                    responder.plain("stats-delivered"), counted.delivered, labels, _sum(responder, counted.delivered)
                ),
                Columns(responder.plain("stats-opens"), counted.opens, labels, _sum(responder, counted.opens)),
                Columns(responder.plain("stats-hours"), counted.hours, hours),
            ),
        ),
    )


def _unless_empty(*columns: Columns) -> list[Columns]:
    """Those with a figure: a row of zeros says less than the numbers below the picture."""
    return [one for one in columns if any(one.values)]


def any_red(bars: tuple[Bar, ...]) -> bool:
    return any(bar.remark for bar in bars[:MOST_BARS])


def growth_of(days: tuple[int, ...]) -> str:
    """+1 204 from the first day to the last; '' without a change."""
    return _growth(days[-1], days[0]) if days else ""


def _growth(now: int, before: int) -> str:
    if before < 0 or now == before:
        return ""
    return f"{now - before:+,d}".replace(",", "\N{NO-BREAK SPACE}").replace("-", "\N{MINUS SIGN}")


def _sum(responder: Responder, values: tuple[int, ...]) -> str:
    return responder.plain("stats-sum", count=sum(values))


def article_chart(responder: Responder, figures: ArticleFigures, opens: dict[int, int]) -> Chart:
    """The picture of one article: what became of its copies, and its openings hour by hour."""
    first = min(opens, default=figures.published_at // _HOUR_MS)
    values = tuple(opens.get(first + place, 0) for place in range(_CURVE))
    labels = tuple(f"+{place}" if place % 6 == 0 else "" for place in range(_CURVE))
    bars = tuple(
        Bar(responder.plain("stats-fate", fate=fate), value)
        for fate, value in (
            ("delivered", figures.delivered),
            ("opens", figures.opens),
            ("gone", figures.gone),
            ("failed", figures.refused + figures.unknown),
            ("mutes", figures.mutes),
            ("stops", figures.stops),
        )
    )
    return Chart(
        figures.title or figures.id,
        show_day(figures.published_at, responder.language, responder.zone),
        (
            Bars(responder.plain("stats-copies"), bars),
            *_unless_empty(Columns(responder.plain("stats-curve"), values, labels)),
        ),
    )
