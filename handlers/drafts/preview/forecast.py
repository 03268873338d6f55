"""What publishing would mean: who gets it, how long that takes, what it costs, and what to know before."""

from __future__ import annotations

from dataclasses import dataclass

from domain.article import Article, Rubric
from domain.audience import ChatKind
from domain.broadcast import BroadcastProgress
from domain.broadcast_cost import stars
from domain.delivery import BroadcastState, Urgency
from domain.draft import Draft
from domain.photo import is_photo
from handlers.broadcasts.board_words import lasting, shown_rate
from handlers.core.responder import Responder
from handlers.drafts.preview.similar import same_story
from handlers.drafts.publication import audience
from storage.store import Store
from text.summary import PUSH
from text.telegram.card import photo_caption, push_card
from text.words.hostile import tame_rich

_WORDS_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Forecast:
    """`text`: HTML, a fact a line; `alike`: the key of an article that says the same, or 0."""

    text: str
    alike: int = 0


async def forecast(responder: Responder, store: Store, draft: Draft, article: Article) -> Forecast:
    """Everything below the preview but its buttons."""
    counts = await audience(store, article)
    blocks = [await _reach(responder, store, article.rubric, counts), _facts(responder, draft, article)]
    warnings, alike = await _warnings(responder, store, draft, article)
    return Forecast("\n\n".join(block for block in (*blocks, "\n".join(warnings)) if block), alike)


async def _reach(responder: Responder, store: Store, rubric: Rubric, counts: dict[ChatKind, int]) -> str:
    people, groups, channels = (counts.get(kind, 0) for kind in (ChatKind.PRIVATE, ChatKind.GROUP, ChatKind.CHANNEL))
    total = people + groups + channels
    if not total:
        return responder.say("editor-preview-nobody")
    throughput, under_way = responder.voice.throughput, await store.progress.under_way()
    rate, ahead = throughput.now, before(under_way, rubric.key, total)
    lines = [
        responder.say("editor-preview", people=people, groups=groups, channels=channels),
        responder.say("post-time", time=lasting(total / rate, responder), rate=shown_rate(rate)),
    ]
    if ahead:
        lines.append(responder.say("post-ahead", count=ahead, time=lasting(ahead / rate, responder)))
    if await store.is_halted():
        lines.append(responder.say("post-halted"))
    if throughput.paid:
        lines.append(responder.say("post-stars", stars=stars(total, throughput.rate)))
    return "\n".join(lines)


def before(under_way: list[BroadcastProgress], rubric: int, total: int) -> int:
    """How many messages leave before a push to `total` chats: breaking news, what is smaller, and its own rubric's."""
    ahead = 0
    for broadcast in under_way:
        left = max(0, broadcast.tally.total - broadcast.served)
        first = broadcast.urgency is Urgency.BREAKING
        same_class = broadcast.urgency is Urgency.PUSH and (left <= total or broadcast.rubric == rubric)
        if broadcast.state is BroadcastState.OPEN and (first or same_class):
            ahead += left
    return ahead


def _facts(responder: Responder, draft: Draft, article: Article) -> str:
    """What readers do not see on the card, or see only as a button."""
    how = "chosen" if draft.language else "recognised"
    lines = [responder.say("post-language", code=article.language, how=how)]
    if draft.tags:
        lines.append(responder.say("post-tags-are", tags=", ".join(draft.tags)))
    return "\n".join(lines)


def _lead_warnings(responder: Responder, draft: Draft, article: Article) -> list[str]:
    if not draft.lead:
        return [responder.say("post-no-lead")]
    lead = tame_rich(article.lead).strip().text
    card = (photo_caption if is_photo(article.image) else push_card)(article, responder.look).text
    if lead in card:
        return []
    over = len(lead) - PUSH.characters
    if not is_photo(article.image) or over <= 0:
        return [responder.say("post-lead-cut")]
    return [responder.say("photo-caption-cut", count=over, words=_cut_off(lead, card))]


def _cut_off(lead: str, card: str) -> str:
    """The first words of the lead that are not on the card."""
    shown = max((end for end in range(len(lead)) if lead[:end] in card), default=0)
    start = lead.rfind(" ", 0, shown + 1) + 1
    return " ".join(lead[start : start + _WORDS_SHOWN].split())


async def _warnings(responder: Responder, store: Store, draft: Draft, article: Article) -> tuple[list[str], int]:
    warnings = _lead_warnings(responder, draft, article)
    if article.rubric.key != draft.rubric:
        warnings.append(responder.say("post-rubric-merged", name=article.rubric.name(responder.language)))
    elif article.rubric.hidden:
        warnings.append(responder.say("post-rubric-hidden", name=article.rubric.name(responder.language)))
    alike = await same_story(responder, store, draft)
    if alike:
        warnings.append(responder.say("post-same-story", percent=alike[1], title=alike[0].title))
    return warnings, alike[0].key if alike else 0
