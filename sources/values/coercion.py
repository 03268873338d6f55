"""Turns values of foreign fields into ours: text, names, counts, switches, addresses. An error names the field."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from urllib.parse import urljoin

from domain.errors import BadManuscript
from sources.values.cleaning import clean_line
from sources.values.file_names import PICTURE_ENDINGS
from text.telegram.links import safe_url
from text.words.stopwords import word_set

_NUMBER = re.compile(r"\A(\d{1,3}(?:[ \u00a0\u202f.,]\d{3})+|\d{1,12})(?:\s*[^\W\d]{1,12}\.?){0,2}")
_HIGHEST = 10**12
_LONGEST_PATH = 500
_LONGEST_SWITCH = 20
# Characters of a count: "1 204 567 просмотров".
_LONGEST_COUNT = 60
_YES = frozenset({"true", "yes", "1", "on", "иә", "да"})
_NO = frozenset({"false", "no", "0", "off", "", "жоқ", "нет"})
_NAMES_OF_NAMES = ("name", "title", "url", "src", "href", "label", "rendered", "slug", "term")
_LANGUAGES = {
    **dict.fromkeys(("kk", "kaz", "kz", "qaz", "kazakh", "қазақ", "қазақша", "казахский"), "kk"),
    **dict.fromkeys(("ru", "rus", "russian", "орыс", "орысша", "русский"), "ru"),
    **dict.fromkeys(("en", "eng", "english", "ағылшын", "ағылшынша", "английский"), "en"),
}

# ISO 639: what sites around Kazakhstan and in Europe and Asia declare.
_OTHER_CODES = word_set("""
    ab af am ar az ba be bg bn bs ca ce cs cv cy da de el eo es et eu fa fi fil fr ga gl gu he hi hr hu hy id is
    it ja ka kaa km kn ko ky la lb lo lt lv mk ml mn mr ms mt my nb ne nl nn no os pa pl ps pt ro sa sd si sk sl
    sq sr sv sw ta te tg th tk tl tr tt ug uk ur uz vi yi zh deu fra fre ger ita jpn kir kor pol por spa tat tgk
    tur uig ukr uzb zho chi ara
""")


def as_text(field: str, value: object) -> str:
    """Text; a number is its digits. Raises BadManuscript for anything else, never asks it for its text."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    raise BadManuscript("source-field-type", field=field, wanted="text")


def as_names(field: str, value: object) -> list[str]:
    """One or several names: text, a list of text, or objects with a name or an address; others are left out."""
    if value is None:
        return []
    if isinstance(value, bool):
        raise BadManuscript("source-field-type", field=field, wanted="text")
    values = value if isinstance(value, list) else [value]
    return [name for entry in values[:200] if (name := _name(entry))]


def as_count(field: str, value: object) -> int | None:
    """A whole number from 0; also as text with grouped digits and a unit ("1 204 рет"). Raises BadManuscript."""
    if value is None:
        return None
    if isinstance(value, str) and len(value) <= _LONGEST_COUNT and (digits := _NUMBER.fullmatch(value.strip())):
        value = int(re.sub(r"\D", "", digits[1]))
    if isinstance(value, float) and math.isfinite(value):
        value = round(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < _HIGHEST:
        raise BadManuscript("source-field-type", field=field, wanted="count")
    return value


def as_switch(field: str, value: object) -> bool:
    """Yes or no, also in words. Raises BadManuscript."""
    if isinstance(value, bool) or value is None:
        return bool(value)
    word = as_text(field, value)[:_LONGEST_SWITCH].strip().casefold()
    if word not in _YES | _NO:
        raise BadManuscript("source-field-type", field=field, wanted="switch")
    return word in _YES


def as_web_address(value: str) -> str:
    """An http(s) address for a button or a picture; "" for anything else, which costs the article nothing more."""
    if not value:
        return ""
    address = safe_url(clean_line(value))
    return address if address.startswith(("http://", "https://")) else ""


def whole_address(base: str, address: str) -> str:
    """The address where an entry has only its path."""
    if "://" in address[:20] or not base.startswith(("http://", "https://")):
        return address
    try:
        return urljoin(base, address.strip())
    except ValueError:
        return address


def as_picture(value: str, *, beside: bool) -> str:
    """An http(s) address, or (where it may lie `beside` the article) the path of a JPEG, PNG or WebP file; else ""."""
    if not value:
        return ""
    address = as_web_address(value)
    path = clean_line(value)
    if address or not beside or len(path) > _LONGEST_PATH or ":" in path:
        return address
    return path if path.lower().endswith(PICTURE_ENDINGS) else ""


def language_code(value: str) -> str:
    """kk, ru or en in any spelling that people use; "other" for the code of another language.

    "" for anything else: the text tells the language then.
    """
    if not value:
        return ""
    word = value.strip().casefold()
    code = word.replace("_", "-").split("-")[0]
    if known := _LANGUAGES.get(word) or _LANGUAGES.get(code):
        return known
    return "other" if word == "other" or code in _OTHER_CODES else ""


def _name(entry: object) -> str:
    if isinstance(entry, str):
        return clean_line(entry)
    if isinstance(entry, Mapping):
        return next((clean_line(v) for key in _NAMES_OF_NAMES if isinstance(v := entry.get(key), str) and v), "")
    if isinstance(entry, int) and not isinstance(entry, bool):
        return str(entry)
    return ""
