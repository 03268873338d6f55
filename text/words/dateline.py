"""The dateline at the head of an agency text: place, perhaps a date, agency. It belongs to no sentence."""

from __future__ import annotations

import re

_CAPITALS = "A-ZА-ЯЁӘҒҚҢӨҰҮҺІ"
_PLACE = rf"[{_CAPITALS}][{_CAPITALS} -]{{2,30}}"
_DAY = r"\d{1,2} [^\W\d]{3,12}(?: \d{4})?"
_AGENCY = r"(?:МИА |ИА |АҚ )?[«\"]?[\w./-]{2,25}(?: [\w./-]{1,20})?[»\"]?"
_KNOWN_AGENCY = (
    r"(?:ҚазАқпарат|QazAqparat|Kazinform|KAZINFORM|Казинформ|Sputnik|Спутник|Tengrinews(?:\.kz)?|Reuters|Рейтер|ТАСС|AFP|AP|"
    r"Интерфакс(?:-Казахстан)?|РИА Новости|Azattyq|Азаттық|(?:Baq|Zakon|Egemen|Inform|Qazaqstan)\.(?:kz|tv))"
)
_FORMS = (
    # АСТАНА, 30 наурыз – Sputnik. Бүгін …
    re.compile(rf"\A{_PLACE}, {_DAY}\s?[–—-] ?{_AGENCY}\.\s"),
    # НҰР-СҰЛТАН. ҚазАқпарат – Үкімет отырысы өтті.   АСТАНА. 24 қараша. KAZINFORM – …
    re.compile(rf"\A{_PLACE}[.,] (?:{_DAY}[.,]? )?[/(]?{_AGENCY}[/)]?\s?[–—-]\s"),
    # Астана. 24 қараша. ҚазАқпарат – …   АЛМАТЫ (Reuters) – …   АСТАНА, Sputnik – …
    re.compile(rf"\A[{_CAPITALS}][\w -]{{2,30}}[.,]? (?:{_DAY}[.,]? )?[/(«\"]?{_KNOWN_AGENCY}[/)»\"]?\s?[–—:-]\s"),
    re.compile(rf"\A/{_KNOWN_AGENCY}/\s?[–—-]?\s"),
)

# Characters of the longest of these forms.
_LONGEST = 150


def dateline_end(text: str, start: int = 0) -> int:
    """Where the dateline that begins at `start` ends; `start` itself when there is none."""
    head = text[start : start + _LONGEST]
    for form in _FORMS:
        if found := form.match(head):
            return start + found.end()
    return start
