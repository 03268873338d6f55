"""An article as the named fields that the readers understand: read back, they make the same article."""

from __future__ import annotations

from datetime import UTC, datetime

from domain.article import Article
from domain.errors import BadManuscript
from domain.rich import Rich, SpanKind
from sources.formats.fields import manuscript_of, rich_text
from sources.values.identity import FileIds
from text.telegram.render import html

# Rounds after which texts are as their reader leaves them: it takes off what an editor typed twice, once.
_ROUNDS = 3


def exported_fields(article: Article) -> dict[str, object]:
    """The fields of an article that has them, in the order of the reference."""
    title, lead, body = _stored_form(article)
    moment = datetime.fromtimestamp(article.published_at / 1000, UTC)
    fields: dict[str, object] = {
        "id": article.id,
        "title": title,
        "rubric": article.rubric.name("kk"),
        "lead": written(lead),
        "body": written(body),
        "published_at": moment.isoformat(timespec="milliseconds" if moment.microsecond else "seconds"),
        "language": article.language,
        "url": article.url,
        "author": article.author,
        # A picture that came as a file stands in no other store.
        "image": article.image if article.image.startswith("http") else "",
        "tags": list(article.tags),
        "views": article.views,
        "reading_minutes": article.reading_minutes,
        "breaking": article.breaking,
    }
    return {name: value for name, value in fields.items() if value or (name == "views" and value is not None)}


def written(rich: Rich) -> str:
    """Plain text where that reads back as the same, else HTML."""
    if not rich.spans and rich_text(rich.text) == rich:
        return rich.text
    return markup(rich)


def markup(rich: Rich) -> str:
    """HTML on one line, each paragraph an element."""
    parts, start = [], 0
    for paragraph in rich.text.split("\n\n"):
        part = rich.slice(start, start + len(paragraph))
        code = any(span.kind is SpanKind.PRE for span in part.spans)
        inner = html(part).replace("\n", "<br>")
        parts.append(inner if code else f"<p>{inner}</p>")
        start += len(paragraph) + 2
    return "".join(parts)


def _stored_form(article: Article) -> tuple[str, Rich, Rich]:
    """Title, lead and body as a reader would make them of what is exported."""
    texts = (article.title, article.lead, article.body)
    for _ in range(_ROUNDS):
        again = _read_back(article.url, *texts)
        if again == texts:
            break
        texts = again
    return texts


def _read_back(url: str, title: str, lead: Rich, body: Rich) -> tuple[str, Rich, Rich]:
    fields = {"title": title, "lead": written(lead), "body": written(body), "url": url}
    try:
        found = manuscript_of(fields, FileIds("x"), None, alone=True)
    except BadManuscript:
        return title, lead, body
    return found.title, found.lead, found.body
