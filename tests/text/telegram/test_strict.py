"""Our own reading of Telegram HTML before it leaves."""

import pytest

from domain.errors import Rejected
from text.telegram.strict import check


@pytest.mark.parametrize(
    ("markup", "count"),
    [
        ("сәлем", 5),
        ("<b>a</b> <i>b<u>c</u></i>", 4),
        ("&lt;&gt;&amp;&quot;&#65;&#x1F600;", 7),
        ('<a href="https://a.kz/?x=1&amp;y=2">a</a>', 1),
        ('<span class="tg-spoiler">a</span><tg-spoiler>b</tg-spoiler>', 2),
        ('<pre><code class="language-python">x</code></pre>', 1),
        ("<blockquote expandable><b>x</b></blockquote>", 1),
        ('<tg-time unix="1700000000" format="r">x</tg-time>', 1),
    ],
)
def test_what_telegram_takes_is_counted_in_units_after_parsing(markup: str, count: int) -> None:
    assert check(markup, 4096) == count


@pytest.mark.parametrize(
    ("markup", "key"),
    [
        ("", "text-empty"),
        (" \n<b> </b>\u200b", "text-empty"),
        ("<p>x</p>", "text-unknown-tag"),
        ("x<br>", "text-unknown-tag"),
        ("<b>x", "text-unclosed-tag"),
        ("<b><i>x</b></i>", "text-stray-tag"),
        ("x</b>", "text-stray-tag"),
        ("a < b", "text-bad-tag"),
        ("<b", "text-bad-tag"),
        ("<a>x</a>", "text-bad-tag"),
        ("<a href='x'>x</a>", "text-bad-tag"),
        ('<b class="x">x</b>', "text-bad-tag"),
        ('<code class="language-x">x</code>', "text-bad-tag"),
        ("a > b", "text-bad-entity"),
        ("AT&T", "text-bad-entity"),
        ("&nbsp;", "text-bad-entity"),
        ("&#0;", "text-bad-entity"),
        ("&#xD800;", "text-bad-entity"),
        ("&#x110000;", "text-bad-entity"),
        ("<code><b>x</b></code>", "text-nested-tag"),
        ("<pre><i>x</i></pre>", "text-nested-tag"),
        ("<blockquote><b><blockquote>x</blockquote></b></blockquote>", "text-nested-tag"),
        ("x\ud83d", "text-bad-character"),
        ("x\x00", "text-bad-character"),
    ],
)
def test_what_telegram_would_refuse_is_refused_with_its_reason(markup: str, key: str) -> None:
    with pytest.raises(Rejected) as refusal:
        check(markup, 4096)
    assert refusal.value.key == key


def test_length_counts_emoji_twice_and_tags_not_at_all() -> None:
    assert check("<b>" + "😀" * 512 + "</b>", 1024) == 1024
    with pytest.raises(Rejected) as refusal:
        check("😀" * 512 + "!", 1024)
    assert refusal.value.values == {"units": 1025, "limit": 1024}
