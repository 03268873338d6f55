"""Texts and spans that try to break what we write: any characters, and those that are known to be nasty."""

from hypothesis import strategies as st

from domain.rich import Rich, Span, SpanKind

NASTY = (
    "<b>", "&", '"', "'", ">", "&amp;", "</a>", "https://egemen.kz/a?b=1&c=2", "ﷺ", "\n", "\n\n", "\r\n", "\t", " ",
    "\u202e", "\u2066", "\u200b", "\u200d", "\x00", "\ud83d", "\udc00", "\u2029", "\u0301", "е" + "\u0301" * 6,
    "👨\u200d👩\u200d👧\u200d👦", "🇰🇿", "🇰", "👍🏽", "❤\ufe0f", "😀", "1\ufe0f\u20e3",
    ". ", "! ", "«", "»", "(", "…", "–", "сөз", "ққ ", "Жиын өтті.", "т.б.", "Болды.Келесі",
)  # fmt: skip

URLS = (
    "https://egemen.kz/article/1",
    "http://a.kz/?q=\"><script>&x='",
    "javascript:alert(1)",
    "tg://resolve?domain=zharshy",
    "mailto:a@b.kz",
    "https://good.kz@evil.com/",
    "",
    "https://қаз.kz/жаңа дүние",
    "http:///x",
)

texts = st.one_of(
    st.lists(st.sampled_from(NASTY), max_size=60).map("".join),
    st.text(st.characters(exclude_categories=()), max_size=80),
    st.lists(st.one_of(st.sampled_from(NASTY), st.text(max_size=12)), max_size=40).map("".join),
)


@st.composite
def rich_texts(draw: st.DrawFn) -> Rich:
    """Any text with any spans inside it, overlapping as they like."""
    text = draw(texts)
    if not text:
        return Rich()
    places = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(places, places, st.sampled_from(SpanKind), st.sampled_from(URLS)), max_size=12))
    ordered = sorted((min(a, b), max(a, b), kind, url) for a, b, kind, url in spans if a != b)
    return Rich(text, tuple(Span(a, b, kind, url if kind is SpanKind.LINK else "") for a, b, kind, url in ordered))
