"""An article as a Markdown file with its fields at the head, and the name of that file."""

from __future__ import annotations

import hashlib
import json
import re

import yaml

from domain.article import Article, Manuscript
from domain.rich import Rich
from sources.exporting.fields import exported_fields, markup
from sources.formats import markdown as reader
from sources.formats.fields import rich_text

# Signs that mean something in Markdown, in templates or as references.
_SIGNS = re.compile(r"([\\`*_\[\]<>#~|&{}!])")
_NUMBER = re.compile(r"^(\d{1,9})([.)])", re.MULTILINE)
_LINE_START = re.compile(r"^([-+=•:])", re.MULTILINE)
_UNSAFE = re.compile(r"[^\w.-]+")
# Bytes; a file system takes 255 with what is put behind it.
_LONGEST_NAME = 160
# How the names of other ids end: an id that ends so must not get the name of another one's file.
_DIGEST = re.compile(r"-?[0-9a-f]{10}")


def markdown_file(article: Article) -> tuple[str, str]:
    """Name and text of the file. JSON where Markdown would not read back as the same article."""
    fields = exported_fields(article)
    name = _file_name(article.id)
    body = rich_text(str(fields.get("body", "")))
    for written in (_escaped(body), markup(body)):
        text = _front_matter({key: value for key, value in fields.items() if key != "body"}) + written + "\n"
        if written and _reads_back(text, fields, body):
            return f"{name}.md", text
    return f"{name}.json", json.dumps(fields, ensure_ascii=False, indent=1) + "\n"


def _file_name(article_id: str) -> str:
    """The id where it can be the name of a file, else as much of it as can, and a digest that tells it from others."""
    safe = _UNSAFE.sub("-", article_id).strip(".-").encode("utf-8", "replace")[:_LONGEST_NAME].decode("utf-8", "ignore")
    if safe == article_id and not _DIGEST.fullmatch(safe[-11:]):
        return safe
    digest = hashlib.blake2b(article_id.encode("utf-8", "replace"), digest_size=5).hexdigest()
    return f"{safe}-{digest}" if safe else digest


def _front_matter(fields: dict[str, object]) -> str:
    return f"---\n{yaml.safe_dump(fields, allow_unicode=True, sort_keys=False, width=10**6)}---\n\n"


def _escaped(body: Rich) -> str:
    """Paragraphs of plain text; "" for text with formatting, which is written as HTML."""
    if body.spans:
        return ""
    text = _NUMBER.sub(r"\1\\\2", _SIGNS.sub(r"\\\1", body.text))
    text = _LINE_START.sub(lambda found: f"&#{ord(found[1])};", text)
    return "\n\n".join(part.replace("\n", "\\\n") for part in text.split("\n\n"))


def _reads_back(text: str, fields: dict[str, object], body: Rich) -> bool:
    found = next(iter(reader.read(text, "x.md", None)))
    if not isinstance(found, Manuscript) or found.troubles:
        return False
    lead = rich_text(str(fields.get("lead", "")))
    expected = (str(fields["id"]), str(fields.get("title", "")), lead, body)
    return (found.id, found.title, found.lead, found.body) == expected
