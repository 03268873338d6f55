"""Paragraphs that sites put into every article: "read also", "follow us", "the post … appeared first on"."""

from __future__ import annotations

import re

from domain.rich import Rich

# Characters of such a paragraph; a longer one says something besides.
_LONGEST = 300
_OPENS = re.compile(
    r"\A(?:(?:тағы(?: да)?|сондай-ақ|осыны да|толығырақ) оқы(?:ңыз|ңыздар|ңдар)|оқы(?:ңыз|ңыздар)|оқи отырыңыз|"
    r"(?:осы|бұл) тақырыпта|тақырыпқа қатысты|ұқсас жаңалықтар|читайте (?:также|ещё|еще|по теме)|"
    r"читать (?:также|далее|ещё|еще)|смотрите также|материалы по теме|по теме|"
    r"read (?:also|more|next)|see also|also read|"
    r"related(?: articles| stories| posts)?|more on this)(?= ?[:：→»]|\Z)",
    re.IGNORECASE,
)
_NETWORK_NAMES = ("telegram", "телеграм", "whatsapp", "instagram", "facebook", "youtube", "google news")
_NETWORKS = f"(?:{'|'.join(_NETWORK_NAMES)})"
# How such paragraphs begin: a quick look, since nearly all paragraphs are the article's.
_STARTS = (
    "тағы", "сондай", "осы", "толығ", "оқы", "оқи", "бұл", "тақыр", "ұқсас", "чит", "смотр", "матер", "по теме", "read",
    "see", "rel", "als", "more", "под", "прис", "жаз", "біз", "sub", "follow", "the post", "запи", "бөл", "share",
    "бас",    "рас", "pri", "пікір", "ком", "com", "adv", "рек", "жар", "coo", "это", "this", "оформ", "купите",
    "чтобы", "әрі", "already",
)  # fmt: skip
_MARKS = ' •-–—|>▶►👉📌🔔*\u201c\u201d"'
_FOLLOW = re.compile(
    rf"\A(?:біздің |бізге |наш(?:им|ем|их|ему|у)? |our )?[^.!?]{{0,60}}?{_NETWORKS}"
    r"[^.!?]{0,80}?(?:жазылыңыз|қосылыңыз|тіркеліңіз|подпи(?:шитесь|сывайтесь)|subscribe)",
    re.IGNORECASE,
)
_SUBSCRIBE = re.compile(
    r"\A(?:подпи(?:шитесь|сывайтесь) на|присоединяйтесь к|жазылыңыз|бізге жазылыңыз|subscribe to|follow us on)"
    rf"[^.!?]{{0,80}}(?:{_NETWORKS}|канал|арна|channel)",
    re.IGNORECASE,
)
_FIRST_ON = re.compile(
    r"\A(?:the post .{1,200}? appeared first on|запись .{1,200}? впервые появилась)\b", re.IGNORECASE
)
_FOR_SUBSCRIBERS = re.compile(
    r"\A(?:(?:это(?:т)?|бұл|this) (?:материал|статья|текст|мақала|article|story|content) [^.!?]{0,40}?"
    r"(?:для (?:наших )?подписчиков|жазылушылар|for subscribers)|"
    r"(?:оформите|купите) подписку|подпишитесь,? чтобы|чтобы (?:про|до)читать|"
    r"(?:толық|әрі қарай) оқу үшін|subscribe (?:now )?to (?:continue|read)|already a subscriber|"
    r"подписаться\Z|жазылу\Z|subscribe\Z)",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"\A(?:бөлісу|бөлісіңіз|поделиться(?: новостью)?|поделитесь|share(?: this)?|басып шығару|распечатать|print|"
    r"пікір қалдыру|комментарии|comments|advertisement|реклама|жарнама|cookies?)[:.!]?\Z",
    re.IGNORECASE,
)


def without_boilerplate(body: Rich) -> Rich:
    """The body without such paragraphs; as it is when it has no others."""
    parts: list[tuple[int, int]] = []
    start, dropped = 0, False
    for part in body.text.split("\n\n"):
        if is_boilerplate(part):
            dropped = True
        else:
            parts.append((start, start + len(part)))
        start += len(part) + 2
    return Rich.join([body.slice(*part) for part in parts], "\n\n") if dropped and parts else body


def is_boilerplate(paragraph: str) -> bool:
    """Whether a paragraph belongs to the site and not to the article."""
    if len(paragraph) > _LONGEST:
        return False
    low = paragraph.lower()
    # To look for each name takes a tenth of the time of a pattern of them all.
    if not low.lstrip(_MARKS).startswith(_STARTS) and not any(map(low.__contains__, _NETWORK_NAMES)):
        return False
    line = paragraph.strip(_MARKS)
    return any(form.match(line) for form in (_OPENS, _FOLLOW, _SUBSCRIBE, _FIRST_ON, _SHARE, _FOR_SUBSCRIBERS))
