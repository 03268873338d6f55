"""What publishing would mean: who gets it, how long that takes, what it costs, and what to know before."""

from __future__ import annotations

from dataclasses import dataclass

from domain.article import Article, Rubric
from domain.audience import ChatKind
from domain.broadcast import BroadcastProgress, stars
from domain.delivery import BroadcastState, Urgency
from domain.draft import Draft
from domain.photo import is_photo
from handlers.core.broadcast_words import duration, rounded_rate
from handlers.core.responder import Responder
from handlers.drafts.preview.similar import same_story
from text.summary import PUSH
from text.telegram.card import photo_caption, push_card
from text.words.hostile import tame_rich

# Characters of the lead that a warning quotes.
_WORDS_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Forecast:
    """`text`: HTML, a fact a line. `similar`: the key of a published article that tells the same story, or 0."""

    text: str
    similar: int = 0


async def forecast(responder: Responder, draft: Draft, article: Article) -> Forecast:
    counts = await responder.store.recipients.audience(article.rubric.key, article.language)
    blocks = [await _recipients(responder, article.rubric, counts), _facts(responder, draft, article)]
    warnings, similar = await _warnings(responder, draft, article)
    return Forecast("\n\n".join(block for block in (*blocks, "\n".join(warnings)) if block), similar)


async def _recipients(responder: Responder, rubric: Rubric, counts: dict[ChatKind, int]) -> str:
    people, groups, channels = (counts.get(kind, 0) for kind in (ChatKind.PRIVATE, ChatKind.GROUP, ChatKind.CHANNEL))
    total = people + groups + channels
    if not total:
        return responder.say("editor-preview-nobody")
    throughput, under_way = responder.services.throughput, await responder.store.progress.under_way()
    rate, ahead = throughput.now, messages_before(under_way, rubric.key, total)
    lines = [
        responder.say("editor-preview", people=people, groups=groups, channels=channels),
        responder.say("post-time", time=duration(total / rate, responder), rate=rounded_rate(rate)),
    ]
    if ahead:
        lines.append(responder.say("post-ahead", count=ahead, time=duration(ahead / rate, responder)))
    if await responder.store.facts.is_halted():
        lines.append(responder.say("post-halted"))
    if throughput.paid:
        lines.append(responder.say("post-stars", stars=stars(total, throughput.rate)))
    return "\n".join(lines)


def messages_before(under_way: list[BroadcastProgress], rubric: int, total: int) -> int:
    """How many messages leave before a push to `total` chats: breaking news, smaller pushes, those of its rubric."""
    ahead = 0
    for broadcast in under_way:
        left = max(0, broadcast.tally.total - broadcast.served)
        first = broadcast.urgency is Urgency.BREAKING
        same_class = broadcast.urgency is Urgency.PUSH and (left <= total or broadcast.rubric == rubric)
        if broadcast.state is BroadcastState.OPEN and (first or same_class):
            ahead += left
    return ahead


def _facts(responder: Responder, draft: Draft, article: Article) -> str:
    """Facts that the card does not show."""
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
    shown = max((end for end in range(len(lead)) if lead[:end] in card), default=0)
    start = lead.rfind(" ", 0, shown + 1) + 1
    return " ".join(lead[start : start + _WORDS_SHOWN].split())


async def _warnings(responder: Responder, draft: Draft, article: Article) -> tuple[list[str], int]:
    warnings = _lead_warnings(responder, draft, article)
    if article.rubric.key != draft.rubric:
        warnings.append(responder.say("post-rubric-merged", name=article.rubric.name(responder.language)))
    elif article.rubric.hidden:
        warnings.append(responder.say("post-rubric-hidden", name=article.rubric.name(responder.language)))
    similar = await same_story(responder, draft)
    if similar:
        warnings.append(responder.say("post-same-story", percent=similar[1], title=similar[0].title))
    return warnings, similar[0].key if similar else 0
