"""How much a source may bring; more is refused in one line instead of filling memory or a reader's screen."""

from __future__ import annotations

MEGABYTE = 1024 * 1024
# A file. A year of a newspaper as JSON Lines is about 40 MB; 20,000 Kazakh articles of 250 words are 80 MB.
FILE_BYTES = 200 * MEGABYTE
# JSON Lines that are imported: no more than a line of them is in memory. A million articles of 250 words take 4 GB.
LINES_BYTES = 8 * 1024 * MEGABYTE
# A file that must be in memory as a whole to be read: a list in JSON, a feed. JSON Lines and archives need not be.
WHOLE_BYTES = 100 * MEGABYTE
# One line of JSON Lines. A body of the longest kind is 6 MB, each letter of it written as "\\u0431".
LINE_BYTES = 16 * MEGABYTE
# Errors in a row in one file; after them it is not read on. A file that is what it seems has articles in between.
ERRORS_IN_A_ROW = 1_000
# The body of one article, after markup is taken away; twice a long novel.
BODY_CHARACTERS = 1_000_000
# A Markdown body that is read with its formatting; a longer one is read as plain paragraphs. The parser takes at most
# 5 s for the most hostile text of this length (100,000 times "![", two busy cores), 0.2 s for an ordinary one; an
# article of a newspaper has 5,000 characters.
MARKDOWN_CHARACTERS = 200_000
# The body of one article with its markup: pictures inside the text as data are large.
MARKUP_CHARACTERS = 5_000_000
# Lines of a saved page; a novel has 10,000. A million of one letter took 150 MB.
PAGE_LINES = 100_000
# Stretches of formatting of one article; the rest of its text is kept without. An article of 5,000 words has 200.
SPANS = 10_000
# A title. One of 1,000 can be cut when it is shown; a line of this length is no title.
TITLE_CHARACTERS = 50_000
# Rubrics, authors, tags and ids.
NAME_CHARACTERS = 200
# A picture beside an article; the most that Telegram takes as a photo.
PICTURE_BYTES = 10 * MEGABYTE
# Pixels of a picture by kind. Opened up, a PNG of 25 million takes 150 MB, a WebP of 12 million 210 MB (its decoder
# keeps three copies). A JPEG is made small while it is decoded, in 60 MB; the best cameras make 45 to 60 million.
PIXELS = {"JPEG": 80_000_000, "PNG": 25_000_000, "WEBP": 12_000_000}
# How many times longer than wide a photo may be (Bot API, sendPhoto).
PICTURE_SIDES = 20
# Tags of one article; the rest is dropped.
TAGS = 50
# Files in one zip archive: an archive of one page a file holds years.
ARCHIVE_ENTRIES = 10_000
# Bytes of the list of files in a zip archive. 20,000 entries (pictures and folders among them) with paths of 100
# Cyrillic letters take 7 MB; reading a list of this length takes 0.3 s and 60 MB.
ARCHIVE_LIST_BYTES = 8 * MEGABYTE
# One file of a zip archive, unpacked: a small archive may hold a huge file.
ENTRY_BYTES = 50 * MEGABYTE
# All files of one zip archive together, counted while they are unpacked: the archive may state false sizes.
ARCHIVE_BYTES = 100 * MEGABYTE
