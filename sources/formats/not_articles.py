"""Names what is text and no article: mail, saved mail pages, site maps, settings, program text, logs, subtitles."""

from __future__ import annotations

import re

from domain.errors import BadManuscript
from text.words.stopwords import word_set

# Lines that are looked at; how many there must be at least, and which share of them of one kind.
_LINES, _FEWEST, _SHARE = 60, 3, 0.6
_KINDS_BY_SUFFIX = {
    **dict.fromkeys((".eml", ".msg", ".mbox"), "mail"),
    **dict.fromkeys((".mht", ".mhtml"), "MHTML"),
    **dict.fromkeys(
        (".toml", ".ini", ".cfg", ".conf", ".env", ".properties", ".yaml", ".yml", ".htaccess"), "settings"
    ),
    **dict.fromkeys((".log",), "log"),
    **dict.fromkeys((".srt", ".vtt", ".sub", ".ass"), "subtitles"),
    **dict.fromkeys((".ics", ".vcf"), "calendar"),
    **dict.fromkeys(
        (".diff", ".patch", ".po", ".pot", ".tex", ".bib", ".sql", ".css", ".scss", ".less", ".ftl"), "code"
    ),
    **dict.fromkeys(
        (".py", ".pyi", ".js", ".mjs", ".cjs", ".ts", ".tsx", ".jsx", ".vue", ".php", ".rb", ".pl"), "code"
    ),
    **dict.fromkeys((".c", ".h", ".cc", ".cpp", ".hpp", ".cs", ".java", ".kt", ".go", ".rs", ".swift", ".m"), "code"),
    **dict.fromkeys((".sh", ".bash", ".bat", ".cmd", ".ps1", ".lua", ".r", ".scala", ".dart", ".asm"), "code"),
    **dict.fromkeys((".pem", ".crt", ".key", ".asc", ".sig", ".torrent", ".ps", ".dtd", ".xsd", ".map"), "code"),
}
_ROOTS = {
    **dict.fromkeys(("urlset", "sitemapindex"), "sitemap"),
    **dict.fromkeys(("svg", "plist", "manifest", "project", "xsl", "kml", "gpx", "tei"), "XML"),
}
_MAIL_HEADER = re.compile(
    r"\A(return-path|received|delivered-to|message-id|mime-version|content-type|content-transfer-encoding|from|to|cc|"
    r"subject|date|reply-to|x-[\w-]{1,40}+|dkim-signature|list-unsubscribe|snapshot-content-location) ?:",
    re.IGNORECASE,
)
_MAIL_ALONE = frozenset({
    "return-path", "received", "delivered-to", "message-id", "mime-version", "content-type", "dkim-signature",
})  # fmt: skip
_CODE_STARTS = (
    "#!", "<?php", "<%", "diff --git ", "--- a/", "-----BEGIN ", "%!PS", "\\documentclass", "#include", "#EXTM3U",
    "WEBVTT", "BEGIN:VC",
)  # fmt: skip
_LOG_LINE = re.compile(
    r"\A(?:\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d|\S{1,45} \S{1,40} \S{1,40} \[\d\d/\w{3}/\d{4}:|"
    r"[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d |\[?(?:DEBUG|INFO|WARN|WARNING|ERROR|FATAL|TRACE)\b[\]: ]|"
    r"\d\d:\d\d:\d\d[.,]\d{3} |\[\d\d/\w{3}/\d{4}|\d{2}/\d{2}/\d{4} \d\d:\d\d:\d\d )"
)
_SETTING_LINE = re.compile(r"\A(?:[A-Za-z_][\w.-]{0,60}+ {0,9}+= {0,9}+\S|\[[\w\"'. -]{1,80}+\]\Z|[#;])")
_YAML_LINE = re.compile(r"\A {0,40}+(?:- )?(?:[A-Za-z_][\w./-]{0,60}+:(?: \S|\Z)|- \S|#|---\Z)")
_SUBTITLE = re.compile(r"\A\d\d:\d\d(?::\d\d)?[.,]\d{3} --> ")
_ROBOTS = re.compile(r"\A(?:user-agent|disallow|allow|sitemap|crawl-delay):", re.IGNORECASE)
_KEYWORDS = word_set("""
    import from export const let var def class function return public private static package using namespace
    struct enum interface fn func elif else if for while try catch except switch case async await begin end
    local echo print type impl use mod SELECT INSERT CREATE UPDATE DROP ALTER BEGIN COMMIT
""")
_CODE_ENDS = (";", "{", "}", "});", "};", "],", "),", "(", "[", "):", "->", "=>")
_COMMENTS = ("//", "/*", "*/", "* ", "@", "#include", "#define", '"""', "# ", "-- ")
_NAME = re.compile(r"\A[A-Za-z_$][\w.$\[\]\"']{0,80}+\Z")
# Letters among the signs of a text below which it is a table, data or a dump, not prose: news has 0.93, and a list of
# match results 0.6.
_PROSE = 0.45
# Characters of a word; base64 and hexadecimal dumps have longer ones.
_LONGEST_WORD = 400


def other_kind(kind: str) -> BadManuscript:
    """The error of what is text of a known kind and no article; `kind` chooses its words."""
    return BadManuscript("source-no-article", kind=kind)


def refuse_other_kinds(head: str, root: str) -> None:
    """Raises BadManuscript for text in XML that is no feed and no page; `root`: its first element."""
    if root in _ROOTS:
        raise other_kind(_ROOTS[root])
    if head.startswith(("<?php", "<%")):
        raise other_kind("code")
    if root and head.startswith("<?xml"):
        raise other_kind("XML")


def refuse_other_text(head: str, suffix: str) -> None:
    """Raises BadManuscript for plain text that is no article, by what most of its lines are, then by its name."""
    lines = [line for line in head[:20_000].split("\n", _LINES)[:_LINES] if line.strip()]
    kind = _kind_of(lines, head) or _KINDS_BY_SUFFIX.get(suffix, "")
    if kind:
        raise other_kind(kind)


def _kind_of(lines: list[str], head: str) -> str:
    if not lines:
        return ""
    if _is_mail(lines):
        return "MHTML" if "multipart/related" in head[:4_096].lower() else "mail"
    if lines[0].startswith(_CODE_STARTS):
        return _start_kind(lines[0])
    if sum(bool(_SUBTITLE.match(line)) for line in lines) * 5 > len(lines):
        return "subtitles"
    bare = [line.rstrip() for line in lines]
    if all(map(_ROBOTS.match, bare)):
        # However short it is: two lines of it are common.
        return "settings"
    for kind, test in (
        ("log", _LOG_LINE.match),
        ("settings", _SETTING_LINE.match),
        ("settings", _ROBOTS.match),
        ("settings", _YAML_LINE.match),
    ):
        if _most(bare, test) and not (kind == "settings" and _reads_as_prose(bare)):
            return kind
    if _most(bare, _is_code):
        return "code"
    return "" if _has_letters(head) else "data"


def _is_code(line: str) -> bool:
    bare = line.strip()
    if bare.endswith(_CODE_ENDS) or bare.startswith(_COMMENTS):
        return bare.isascii() or not bare.endswith((";", "("))
    word = bare.split(" ", 1)[0].rstrip(":;(")
    if word in _KEYWORDS:
        return not bare.endswith((".", "!", "?"))
    name, equals, _ = bare.partition("=")
    return bool(equals and _NAME.match(name.rstrip(" +-*/:|")))


def _is_mail(lines: list[str]) -> bool:
    names = [found[1].lower() for line in lines[:30] if (found := _MAIL_HEADER.match(line))]
    return bool(_MAIL_HEADER.match(lines[0])) and len(set(names)) >= _FEWEST and not _MAIL_ALONE.isdisjoint(names)


def _start_kind(line: str) -> str:
    if line.startswith("BEGIN:V"):
        return "calendar"
    return "subtitles" if line.startswith("WEBVTT") else "code"


def _most(lines: list[str], test: object) -> bool:
    assert callable(test)
    met = sum(bool(test(line)) for line in lines)
    return len(lines) >= _FEWEST and met > _SHARE * len(lines)


def _reads_as_prose(lines: list[str]) -> bool:
    """Whether sentences are in it: a list with dashes, an interview and a notice have lines such as settings have."""
    sentences = sum(len(line) > 80 and line.count(" ") > 8 for line in lines)
    cyrillic = sum(any("\u0400" <= char <= "\u052f" for char in line) for line in lines)
    return sentences > 0 or cyrillic * 2 > len(lines)


def _has_letters(head: str) -> bool:
    """Whether a text of some length is mostly letters, and not one endless word such as base64."""
    sample = head[:4_000]
    # Emoji and signs beyond ASCII say nothing: a headline may be of them.
    signs = [char for char in sample if char.isalpha() or " " < char < "\x7f"]
    if len(signs) < 200:
        return True
    if sample.isascii() and max(map(len, sample.split())) > _LONGEST_WORD:
        return False
    return sum(map(str.isalpha, signs)) > _PROSE * len(signs)
