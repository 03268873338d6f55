"""What publishing would mean: who gets it, how long that takes, what it costs, and what to know before."""

from __future__ import annotations

from dataclasses import dataclass

from domain.article import Article, Rubric
from domain.audience import ChatKind
from domain.broadcast_cost import stars
from domain.delivery import IntentState, Urgency
from domain.draft import Draft
from domain.photo import is_photo
from domain.sending import Sending
from handlers.broadcasts.board_words import lasting, pace
from handlers.core.responder import Talk
from handlers.drafts.preview.similar import same_story
from handlers.drafts.publication import audience
from storage.store import Store
from text.summary import PUSH
from text.telegram.card import photo_caption, push_card
from text.words.hostile import tame_rich

_WORDS_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Outlook:
    """`text`: HTML, a fact a line; `alike`: the key of an article that says the same, or 0."""

    text: str
    alike: int = 0


async def outlook(talk: Talk, store: Store, draft: Draft, article: Article) -> Outlook:
    """Everything below the preview but its buttons."""
    counts = await audience(store, article)
    blocks = [await _reach(talk, store, article.rubric, counts), _facts(talk, draft, article)]
    warnings, alike = await _warnings(talk, store, draft, article)
    return Outlook("\n\n".join(block for block in (*blocks, "\n".join(warnings)) if block), alike)


async def _reach(talk: Talk, store: Store, rubric: Rubric, counts: dict[ChatKind, int]) -> str:
    people, groups, channels = (counts.get(kind, 0) for kind in (ChatKind.PRIVATE, ChatKind.GROUP, ChatKind.CHANNEL))
    total = people + groups + channels
    if not total:
        return talk.say("editor-preview-nobody")
    tempo, under_way = talk.voice.tempo, await store.sendings.under_way()
    rate, ahead = tempo.now, before(under_way, rubric.key, total)
    lines = [
        talk.say("editor-preview", people=people, groups=groups, channels=channels),
        talk.say("post-time", time=lasting(total / rate, talk), rate=pace(rate)),
    ]
    if ahead:
        lines.append(talk.say("post-ahead", count=ahead, time=lasting(ahead / rate, talk)))
    if await store.is_halted():
        lines.append(talk.say("post-halted"))
    if tempo.paid:
        lines.append(talk.say("post-stars", stars=stars(total, tempo.rate)))
    return "\n".join(lines)


def before(under_way: list[Sending], rubric: int, total: int) -> int:
    """How many messages leave before a push to `total` chats: breaking news, what is smaller, and its own rubric's."""
    ahead = 0
    for sending in under_way:
        left = max(0, sending.tally.total - sending.served)
        first = sending.urgency is Urgency.BREAKING
        same_class = sending.urgency is Urgency.PUSH and (left <= total or sending.rubric == rubric)
        if sending.state is IntentState.OPEN and (first or same_class):
            ahead += left
    return ahead


def _facts(talk: Talk, draft: Draft, article: Article) -> str:
    """What readers do not see on the card, or see only as a button."""
    how = "chosen" if draft.language else "recognised"
    lines = [talk.say("post-language", code=article.language, how=how)]
    if draft.tags:
        lines.append(talk.say("post-tags-are", tags=", ".join(draft.tags)))
    return "\n".join(lines)


def _lead_warnings(talk: Talk, draft: Draft, article: Article) -> list[str]:
    if not draft.lead:
        return [talk.say("post-no-lead")]
    lead = tame_rich(article.lead).strip().text
    card = (photo_caption if is_photo(article.image) else push_card)(article, talk.look).text
    if lead in card:
        return []
    over = len(lead) - PUSH.characters
    if not is_photo(article.image) or over <= 0:
        return [talk.say("post-lead-cut")]
    return [talk.say("photo-caption-cut", count=over, words=_cut_off(lead, card))]


def _cut_off(lead: str, card: str) -> str:
    """The first words of the lead that are not on the card."""
    shown = max((end for end in range(len(lead)) if lead[:end] in card), default=0)
    start = lead.rfind(" ", 0, shown + 1) + 1
    return " ".join(lead[start : start + _WORDS_SHOWN].split())


async def _warnings(talk: Talk, store: Store, draft: Draft, article: Article) -> tuple[list[str], int]:
    warnings = _lead_warnings(talk, draft, article)
    if article.rubric.key != draft.rubric:
        warnings.append(talk.say("post-rubric-merged", name=article.rubric.name(talk.language)))
    elif article.rubric.hidden:
        warnings.append(talk.say("post-rubric-hidden", name=article.rubric.name(talk.language)))
    alike = await same_story(talk, store, draft)
    if alike:
        warnings.append(talk.say("post-same-story", percent=alike[1], title=alike[0].title))
    return warnings, alike[0].key if alike else 0
