"""How much a source may bring; more is refused in one line instead of filling memory or a reader's screen."""

from __future__ import annotations

MEGABYTE = 1024 * 1024

FILE_BYTES = 200 * MEGABYTE
"""A file. A year of a newspaper as JSON Lines is about 40 MB; 20,000 Kazakh articles of 250 words are 80 MB."""

BODY_CHARACTERS = 1_000_000
"""The body of one article, after markup is taken away; twice a long novel."""

MARKUP_CHARACTERS = 5_000_000
"""The body of one article with its markup: pictures inside the text as data are large."""

TITLE_CHARACTERS = 50_000
"""A title. Nobody writes one of 1,000, but it can be cut when shown; this much is no title at all."""

NAME_CHARACTERS = 200
"""Rubrics, authors, tags and ids."""

PICTURE_BYTES = 10 * MEGABYTE
"""A picture beside an article; the most that Telegram takes as a photo."""

PICTURE_PIXELS = 60_000_000
"""A picture opened up: 180 MB of memory. The best cameras of newspapers make 45 to 60 million."""

PICTURE_SIDES = 20
"""How many times longer than wide a photo may be (Bot API, sendPhoto)."""

TAGS = 50
"""Tags of one article; the rest is dropped."""

ARCHIVE_ENTRIES = 10_000
"""Files in one zip archive: an archive of one page a file holds years."""

ENTRY_BYTES = 50 * MEGABYTE
"""One file of a zip archive: what is small outside may be huge inside."""

ARCHIVE_BYTES = 100 * MEGABYTE
"""All files of one zip archive together, counted as they come out of it, whatever it says about them."""
