"""The last step of every reader: drops repeats and boilerplate, mends letters, makes sure that there is a body."""

from __future__ import annotations

import re
from dataclasses import replace

from domain.article import Manuscript
from domain.errors import BadManuscript
from domain.rich import Rich
from sources.formats.boilerplate import without_boilerplate
from sources.values.limits import BODY_CHARACTERS, NAME_CHARACTERS, TAGS, TITLE_CHARACTERS
from sources.values.mending import mend_letters, mended

_NOT_WORDS = re.compile(r"[\W_]+")


def normalize(manuscript: Manuscript) -> Manuscript:
    """The manuscript for the store. Raises BadManuscript when it has no body, no word or too many characters."""
    given = (manuscript.title, manuscript.lead, manuscript.body)
    title, lead, body = normal_words(*given, is_linked=bool(manuscript.url))
    return replace(
        manuscript,
        title=title,
        lead=lead,
        body=body,
        rubric=normal_name(manuscript.rubric),
        author=normal_name(manuscript.author),
        tags=normal_tags(manuscript.tags),
    )


def normal_words(title: str, lead: Rich, body: Rich, *, is_linked: bool) -> tuple[str, Rich, Rich]:
    """Title, lead and body the same way, of which no manuscript is made yet: to make one twice took a fifth of a feed.

    `is_linked`: the article has an address, at which there may be more to read.
    """
    if len(title) > TITLE_CHARACTERS:
        raise BadManuscript("source-title-long", limit=TITLE_CHARACTERS)
    title = mend_letters(title)
    body, lead = mended(body.strip()), mended(lead.strip())
    given = body
    body = without_boilerplate(body)
    if same_words(lead.text, title):
        lead = Rich()
    body = _without_opening(body, title, lead.text)
    if not body:
        body, lead = given or lead, Rich()
    if not body and is_linked:
        # An entry that only announces: its title is what there is to read, its link leads on.
        body = Rich(title)
    if not body:
        raise BadManuscript("source-no-body")
    if not any(map(_has_letter, (title, lead.text, body.text))):
        raise BadManuscript("source-no-words")
    if max(len(body.text), len(lead.text)) > BODY_CHARACTERS:
        raise BadManuscript("source-body-long", limit=BODY_CHARACTERS)
    return title, lead, body


def normal_name(name: str) -> str:
    """The name of a rubric or an author as the store has it."""
    return name[:NAME_CHARACTERS].strip()


def normal_tags(tags: tuple[str, ...]) -> tuple[str, ...]:
    """Each tag once, and not too many."""
    return tuple(dict.fromkeys([tag[:NAME_CHARACTERS] for tag in tags if tag]))[:TAGS] if tags else ()


def _has_letter(text: str) -> bool:
    # Nearly all begin with one.
    return text[:1].isalpha() or any(map(str.isalpha, text))


def same_words(one: str, other: str) -> bool:
    """Whether two lines are the same but for case, quotes, dashes and spaces; empty ones never are."""
    if not one or not other or abs(len(one) - len(other)) > 20:
        return False
    words = _NOT_WORDS.sub("", one).casefold()
    return words == _NOT_WORDS.sub("", other).casefold() if words else one == other


def _without_opening(body: Rich, *repeated: str) -> Rich:
    """The body without opening paragraphs that repeat the title or the lead."""
    start, text = 0, body.text
    while start < len(text):
        end = text.find("\n\n", start)
        end = len(text) if end < 0 else end
        if not any(same_words(text[start:end], known) for known in repeated):
            break
        start = end + 2
    return body.slice(start, len(text)).strip() if start else body
