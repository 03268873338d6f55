"""Buttons on a phone of 390 pixels: a label that Telegram would cut says nothing."""

from __future__ import annotations

import pytest

from text.i18n import LANGUAGES, Phrases

ROOM = {1: 36, 2: 17, 3: 10, 4: 39}
"""Characters of a label, by how many buttons share the row: about 330 pixels are left for a row, 16 of a button are its
edges, and a letter takes eight or nine."""
ALONE = (
    *("document-archive", "document-push", "document-leave", "held-push", "held-list", "held-archive", "held-show"),
    *("edit-save", "edit-mark", "note-button", "note-drop", "queue-retry", "post-breaking", "post-breaking-yes"),
    *("post-ask", "photo-new-article", "photo-of-unfinished", "schedule-keep", "schedule-move", "schedule-now"),
    *("schedule-take-off", "approval-yes", "approval-no", "approval-read", "approval-take-back", "recall-yes"),
    *("queue-halt", "queue-halt-yes", "queue-release", "halt-look", "team-add", "team-remove", "team-breaking"),
    *("rubric-suggest", "rubric-merge", "rubric-merge-yes", "editor-throw-yes", "list-all", "reader-open-private"),
)
SHARED = ("editor-publish", "post-schedule", "inbox-close", "ban-warn", "ban-ban", "photo-button", "post-link")
SHARED += ("push-night-quiet", "push-night-no")
SHARED += ("post-save", "editor-throw", "edit-button", "recall-button", "edit-leave", "rubric-up", "rubric-down")
OF_THREE = ("editor-change-title", "editor-change-lead", "editor-change-text")
OF_THREE += ("editor-change-rubric", "post-tongue", "post-tags")
# What a role may do is said whole: some letters more than the room, where a narrow phone shows the rest as dots.
OF_ROLE = 4
ROLES = tuple(("team-add-as", {"role": role}) for role in ("owner", "editor", "author"))
HOURS = tuple(("schedule-quick", {"when": when}) for when in ("hour", "three", "evening", "morning"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("key", "values", "in_a_row"),
    [
        *((key, {"count": 120}, 1) for key in ALONE),
        *((key, values, OF_ROLE) for key, values in ROLES),
        *((key, {}, 2) for key in SHARED),
        *((key, values, 2) for key, values in HOURS),
        *((key, {}, 3) for key in OF_THREE),
    ],
)
def test_a_label_stays_whole(language: str, key: str, values: dict[str, str | int], in_a_row: int) -> None:
    label = Phrases.load().plain(language, key, **values)
    assert label != key
    assert len(label) <= ROOM[in_a_row], label
