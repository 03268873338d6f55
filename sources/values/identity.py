"""The id of an article: the source's own, else from its address, else from its file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import PurePosixPath

from domain.article import Manuscript
from sources.values.cleaning import clean_line
from sources.values.digests import DIGEST_BYTES, Digests
from sources.values.limits import NAME_CHARACTERS
from text.addresses import bare_address


def own_id(own: str, url: str) -> str:
    """The id that an article brings with it: its own, else of its address; "" for none. At most 200 characters.

    An own id that is only the article's address in another spelling is the address: a feed, a page and an export of one
    article name it alike.
    """
    own = clean_line(own)
    if own and not own.startswith(("http://", "https://")):
        return bounded_id(own)
    of_url = id_of_url(url)
    return bounded_id(of_url if not own or (of_url and id_of_url(own) == of_url) else own)


def named_by_words(found: Manuscript) -> Manuscript:
    """Gives an id made of title, lead and body to a manuscript without its own: editors send many a `text.txt`.

    The same words are the same article, any others are another one.
    """
    if found.own_id:
        return found
    parts = (found.title, found.lead.text, found.body.text)
    packed = "\n".join(" ".join(part.split()) for part in parts).encode("utf-8", "replace")
    return replace(found, id=f"document-{hashlib.blake2b(packed, digest_size=10).hexdigest()}")


def id_of_url(url: str) -> str:
    """The address without what changes while the article stays the same: scheme, "www.", tracking, fragment."""
    return bare_address(clean_line(url))


def id_of_file(name: str) -> str:
    """The file's path inside its folder without the ending: two folders may hold files of one name."""
    path = PurePosixPath(name)
    return clean_line(str(path.with_suffix("")) if path.suffix else str(path))


class FileIds:
    """Ids for articles that share a file and have no id and no address of their own.

    They are made of title and date: the place in the file moves when an article is added on top, and a corrected body
    is the same article. Two articles with one title and date are numbered.
    """

    def __init__(self, name: str) -> None:
        self.of_file = id_of_file(name)
        self._given = Digests()
        # How often those were given that were given more than once.
        self._repeats: dict[str, int] = {}

    def of(self, marks: Iterable[str]) -> str:
        """`marks`: title and date as written; the beginning of the body when there is no title."""
        packed = "\n".join(clean_line(mark).casefold() for mark in marks).encode("utf-8", "replace")
        digest = hashlib.blake2b(packed, digest_size=DIGEST_BYTES)
        name = f"{self.of_file}#{digest.hexdigest()}"
        if self._given.add(digest.digest()):
            return name
        times = self._repeats[name] = self._repeats.get(name, 1) + 1
        return f"{name}-{times}"


def bounded_id(name: str) -> str:
    """An id that is too long, with a digest in the place of its end."""
    if len(name) <= NAME_CHARACTERS:
        return name
    digest = hashlib.blake2b(name.encode("utf-8", "replace"), digest_size=8).hexdigest()
    return f"{name[: NAME_CHARACTERS - 20]}~{digest}"
