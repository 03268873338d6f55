"""What we write is read the same way by the playground's parser, which was written by itself from Telegram's rules."""

from hypothesis import given

from domain.rich import Rich
from playground.rules.html_text import parse_html
from tests.text.strategies import rich_texts
from text.telegram.fit import parts
from text.telegram.render import MOST_ENTITIES, html, units
from text.telegram.strict import check
from text.words.hostile import tame, tame_rich


@given(rich_texts())
def test_the_pretend_telegram_takes_whatever_we_render(rich: Rich) -> None:
    text, entities = parse_html(html(rich))
    assert text == tame(rich.text)
    assert len(entities) <= MOST_ENTITIES
    assert all(0 <= entity.offset < entity.end <= units(text) for entity in entities)


@given(rich_texts())
def test_both_parsers_count_the_same_length(rich: Rich) -> None:
    for part in parts(rich, 60):
        markup = html(part)
        assert check(markup, 60) == units(parse_html(markup)[0]) == units(tame_rich(part).text)
