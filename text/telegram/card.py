"""An article as readers see it: the pushed card, a card in a list, a search answer, the pages of the full text."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import tzinfo
from urllib.parse import urlsplit

from domain.article import Article
from domain.rich import Rich, Span, SpanKind
from text.i18n import Phrases
from text.summary import DIGEST, summarise
from text.telegram.fit import CAPTION, MESSAGE, cut, parts
from text.telegram.links import safe_url
from text.telegram.render import units
from text.time.dates import show_date, show_day, show_moment
from text.words.hostile import tame_line, tame_rich
from text.words.weighed import first_sentence

# UTF-16 units of a title; longer ones are cut at a word, so that the lead keeps its room.
TITLE_LIMIT = 256
RUBRIC_LIMIT = 64
# UTF-16 units of the lead in a push; a marked lead may be longer than our own summaries.
SUMMARY_LIMIT = 1200
# UTF-16 units of the lead, and of the sentence that answers, where five cards share a message.
LIST_LIMIT = 400
# Room for what handlers add to a page: "2/5" and an empty line.
_PAGE_ROOM = 32
_WORD = re.compile(r"[^\W_]+")
_GAP = "\n\n"


@dataclass(frozen=True, slots=True)
class Look:
    """The reader's view: `language` of the labels, the chat's zone, and the present time (UTC milliseconds)."""

    language: str
    zone: tzinfo
    now_ms: int


def signature(article: Article, bot_username: str) -> Rich:
    """Below a post in a channel: the site that the article is from, and the bot, by which readers find the rest."""
    host = ""
    with suppress(ValueError):
        host = (urlsplit(safe_url(article.url)).hostname or "").removeprefix("www.")[:RUBRIC_LIMIT]
    return Rich(f"📰 {' · '.join(part for part in (host, f'@{bot_username}') if len(part) > 1)}")


def signed(card: Rich, sign: Rich, limit: int) -> Rich:
    """A card with its signature; without it where both are too long for one message."""
    whole = Rich.join([card, sign], "\n")
    return whole if units(whole.text) <= limit else card


def push_card(article: Article, look: Look, limit: int = MESSAGE) -> Rich:
    """Title in bold, the lead or summary, and the line of facts; at most `limit` UTF-16 units (CAPTION for a photo).

    Breaking news has a word for it above its title: a notification on a locked phone begins with that word.

    It stays in the chat, so it shows the day and never "today"; a later edit shows the same.
    """
    title, summary = title_and_summary(article, look)
    if article.breaking:
        title = Rich(f"{Phrases.load().plain(look.language, 'card-breaking')}\n") + title
    facts = facts_line(article, look, lasting=True)
    room = limit - units(title.text) - units(facts.text) - 2 * len(_GAP)
    return Rich.join([title.marked(SpanKind.BOLD), cut(summary, max(0, min(room, SUMMARY_LIMIT))), facts], _GAP)


def photo_caption(article: Article, look: Look) -> Rich:
    """The card below a photo."""
    return push_card(article, look, CAPTION)


def note_card(note: Article, look: Look) -> Rich:
    """A correction for those who hold a copy of an article: its title, and the words of the newsroom."""
    label = Phrases.load().plain(look.language, "card-note", title=cut(Rich(tame_line(note.title)), TITLE_LIMIT).text)
    body = tame_rich(note.body).strip()
    return Rich.join([Rich(label).marked(SpanKind.BOLD), cut(body, SUMMARY_LIMIT)], _GAP)


def list_card(article: Article, look: Look) -> Rich:
    """A card in a list: the same, with less of a long lead."""
    title, summary = title_and_summary(article, look)
    return Rich.join([title.marked(SpanKind.BOLD), cut(summary, LIST_LIMIT), facts_line(article, look)], "\n")


def title_card(article: Article, look: Look) -> Rich:
    """The shortest card: the title and the line of facts."""
    title, _ = title_and_summary(article, look)
    return Rich.join([title.marked(SpanKind.BOLD), facts_line(article, look)], "\n")


def brief_card(article: Article, look: Look) -> Rich:
    """A card in a digest: the title, one sentence, and the line of facts."""
    title, _ = title_and_summary(article, look)
    sentence = summarise(article.title, article.lead, article.body, DIGEST)
    return Rich.join([title.marked(SpanKind.BOLD), sentence, facts_line(article, look)], "\n")


def search_card(
    article: Article,
    look: Look,
    sentences: tuple[str, ...],
    is_match: Callable[[str], bool],
    answer_spans: tuple[tuple[int, int], ...] = (),
) -> Rich:
    """A search answer: title, lead, and the first answering sentence that these do not show already.

    Words that match are bold. Where the words that answer are known (`answer_spans`, in the first sentence), that
    sentence stands first, and they alone are bold.
    """
    title, summary = title_and_summary(article, look)
    facts = facts_line(article, look)
    if answer_spans and sentences:
        answer = _answering(sentences[0], answer_spans)
        said_already = summary.text in answer.text or answer.text in summary.text
        return Rich.join([answer, title, Rich() if said_already else cut(summary, LIST_LIMIT), facts], "\n")
    lead = cut(summary, LIST_LIMIT)
    shown = [_matching(title, is_match), _matching(lead, is_match)]
    answers = (tame_rich(Rich(sentence)).strip() for sentence in sentences)
    found = next((one for one in answers if one and one.text not in lead.text and one.text != title.text), None)
    if found:
        shown.append(Rich("… ") + _matching(cut(found, LIST_LIMIT), is_match))
    return Rich.join([*shown, facts], "\n")


def _answering(sentence: str, spans: tuple[tuple[int, int], ...]) -> Rich:
    bold = tuple(Span(start, end, SpanKind.BOLD) for start, end in sorted(spans) if start < end <= len(sentence))
    return cut(tame_rich(Rich(sentence, bold)).strip(), LIST_LIMIT)


def reading_pages(article: Article, look: Look, *, lasting: bool = False) -> list[Rich]:
    """The full text in parts of at most MESSAGE units, cut at paragraphs; title and facts stand on the first.

    Without a title the first sentence stands in its place, unless it is too long for that. `lasting`: see `facts_line`.
    """
    lead, body = tame_rich(article.lead).strip(), tame_rich(article.body).strip()
    title = Rich(tame_line(article.title))
    if not title:
        title, lead, body = _opening(lead, body)
    if body.text.startswith(lead.text):
        lead = Rich()
    facts = facts_line(article, look, lasting=lasting)
    head = [cut(title, TITLE_LIMIT).marked(SpanKind.BOLD), facts, lead.marked(SpanKind.ITALIC)]
    return parts(Rich.join([*head, body], _GAP), MESSAGE - _PAGE_ROOM)


def facts_line(article: Article, look: Look, *, lasting: bool = False) -> Rich:
    """`rubric · date · views · minutes`; views only when known. `lasting`: a date that is true tomorrow as well."""
    phrases = Phrases.load()
    date = (
        show_day(article.published_at, look.language, look.zone)
        if lasting
        else show_date(article.published_at, look.language, look.zone, look.now_ms)
    )
    facts = [cut(Rich(tame_line(article.rubric.name(look.language))), RUBRIC_LIMIT).text, date]
    if article.views is not None:
        facts.append(phrases.plain(look.language, "card-views", views=article.views))
    facts.append(phrases.plain(look.language, "card-minutes", minutes=article.reading_minutes))
    if article.corrected_at:
        facts.append(_corrected(article, look))
    return Rich(" · ".join(fact for fact in facts if fact))


def _corrected(article: Article, look: Look) -> str:
    """ "corrected 14:05"; the day as well where it is another one than that of publication."""
    moment = show_moment(article.corrected_at, look.language, look.zone)
    same_day = show_day(article.corrected_at, look.language, look.zone) == show_day(
        article.published_at, look.language, look.zone
    )
    return Phrases.load().plain(look.language, "card-corrected", time=moment[-5:] if same_day else moment)


def title_and_summary(article: Article, look: Look) -> tuple[Rich, Rich]:
    """Title and summary. Without a title the first sentence is shown as one, and not repeated."""
    title = Rich(tame_line(article.title))
    summary = tame_rich(article.summary).strip()
    if not title:
        text = tame_rich(article.lead).strip() or tame_rich(article.body).strip()
        start, end = first_sentence(text.text)
        title = Rich(tame_line(text.text[start:end]))
        if summary.text.startswith(title.text):
            summary = summary.slice(len(title.text), len(summary.text)).strip()
    if not title:
        title = Rich(Phrases.load().plain(look.language, "card-untitled"))
    return cut(title, TITLE_LIMIT), summary


def _opening(lead: Rich, body: Rich) -> tuple[Rich, Rich, Rich]:
    """The first sentence of an article without a title, and what is left of lead and body."""
    text = lead or body
    start, end = first_sentence(text.text)
    first = text.slice(start, end)
    if not first or units(first.text) > TITLE_LIMIT:
        return Rich(), lead, body
    rest = text.slice(end, len(text.text)).strip()
    return (first, rest, body) if lead else (first, lead, rest)


def _matching(rich: Rich, is_match: Callable[[str], bool]) -> Rich:
    """The words that match in bold; a hyphenated pair is two words, as it is for search."""
    found = [
        Span(word.start(), word.end(), SpanKind.BOLD) for word in _WORD.finditer(rich.text) if is_match(word.group())
    ]
    spans = sorted((*rich.spans, *found), key=lambda span: (span.start, -span.end))
    return Rich(rich.text, tuple(spans))
