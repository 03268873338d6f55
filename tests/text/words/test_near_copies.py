"""Near-copies: one story told twice is one, two stories in the same words are two."""

from __future__ import annotations

import pytest

from text.words.near_copies import Stories

TITLE = "Алматыда жаңа метро бекеті ашылды"
BODY = (
    "Алматыда метроның он үшінші бекеті іске қосылды. Құрылыс төрт жылға созылды. Билет бағасы 120 теңге болып қалады."
)


@pytest.mark.parametrize(
    ("title", "body", "same"),
    [
        (f"  {TITLE.upper()}", "Мүлдем басқа мәтін.", True),
        ("Алматыда жаңа метро бекеті бүгін ашылды", f"{BODY} Бұл туралы әкімдік хабарлады.", True),
        (TITLE + ": сурет", BODY.split(". ", maxsplit=1)[0], True),
        ("Алматыда жаңа метро бекеті бүгін ашылды", BODY.replace("120", "150"), False),
        ("Астанада көпір салынып бітті", BODY, False),
        (
            "Алматыда жаңа метро бекеті жабылды",
            "Метро бекеті жөндеуге байланысты жабылды, жолаушылар автобуспен жүреді.",
            False,
        ),
    ],
)
def test_a_story_is_told_once(title: str, body: str, same: bool) -> None:
    stories = Stories()
    assert stories.add(1, TITLE, BODY) == 1
    assert stories.add(2, title, body) == (1 if same else 2)
    assert stories.story(2) == (1 if same else 2)


def test_the_rate_of_each_day_is_news_of_its_own() -> None:
    stories = Stories()
    told = {
        stories.add(day, f"Валюта бағамы, {day} қараша", f"Доллар {500 + day} теңге болды. " * 9)
        for day in range(1, 30)
    }
    assert len(told) == 29
