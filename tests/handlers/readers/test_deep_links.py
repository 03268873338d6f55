"""The payloads of links: a rubric, an article, a query, or nothing."""

from __future__ import annotations

import pytest

from handlers.readers.deep_links import DeepLink, LinkKind, read_link


@pytest.mark.parametrize(
    ("payload", "link"),
    [
        ("r_sport", DeepLink(LinkKind.RUBRIC, "sport")),
        ("a_12", DeepLink(LinkKind.ARTICLE, "12")),
        ("a_real-page", DeepLink(LinkKind.ARTICLE, "real-page")),
        ("a_-12", DeepLink(LinkKind.KEY, "12")),
        ("q_0JbQsNC_0L7QvdC40Y8", DeepLink(LinkKind.QUERY, "Жапония")),
        ("q_Tokyo", DeepLink(LinkKind.QUERY, "Tokyo")),
        ("q_new_school", DeepLink(LinkKind.QUERY, "new school")),
        ("a_", None),
        ("a_ә", None),
        ("b_1", None),
        ("", None),
        (None, None),
        ("r_" + "x" * 63, None),
    ],
)
def test_links_mean_what_they_say(payload: str | None, link: DeepLink | None) -> None:
    assert read_link(payload) == link
