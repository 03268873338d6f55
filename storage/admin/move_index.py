"""Builds the search index of a store that has just been moved, in bulk, since no process uses the store yet.

SQLite keeps its index in its own form, so the tokens are made again, by the same rules. Indexing article by article, as
in storage/admin/reindex.py, costs PostgreSQL 2.9 ms each; filling the tables first and indexing them then costs a
fraction of that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import psycopg

from storage.queries import load
from storage.search.rebuild import IndexableArticle
from text.words.words import RULES

_PAGE = 200
_DEFINITION = "SELECT pg_get_indexdef(CAST('search_words_tokens' AS regclass))"
_EMPTY = """
DROP INDEX search_words_tokens;
TRUNCATE search_words, search_term, search_stems;
CREATE TEMPORARY TABLE arriving (article bigint NOT NULL, tokens text NOT NULL, stems bytea NOT NULL) ON COMMIT DROP;
-- They are read once: compressing them would cost as much as sending them does.
ALTER TABLE arriving ALTER tokens SET STORAGE EXTERNAL;
"""
_WORDS = "COPY arriving (article, tokens, stems) FROM STDIN"
# As in search_put.
_ARRIVED = """
INSERT INTO search_words (article, tokens)
SELECT article, array_to_tsvector(array_remove(string_to_array(left(tokens, 250000), ' '), '')) FROM arriving
"""
_STEMS = "INSERT INTO search_stems (article, stems) SELECT article, stems FROM arriving"
_TERMS = "COPY search_term (term, articles) FROM STDIN"
_SERVES = "UPDATE search_index SET rules = %s, articles = %s, words = %s, cursor = 0 WHERE role = 'serving'"


def make_index(target: psycopg.Connection[Any]) -> Iterator[tuple[int, int]]:
    """Builds it in one transaction, so that a break undoes it: (articles done, of how many)."""
    named = load("postgres")
    counts: Counter[str] = Counter()
    done = words = key = 0
    with target.transaction(), target.cursor() as cursor, psycopg.RawCursor(target) as reading:
        [(total,)] = reading.execute(named["articles_count"].encode()).fetchall()
        [(definition,)] = cursor.execute(_DEFINITION).fetchall()
        cursor.execute(_EMPTY)
        after = named["search_articles_after"].encode()
        while page := [IndexableArticle(*row) for row in reading.execute(after, (key, _PAGE)).fetchall()]:
            with cursor.copy(_WORDS) as copy:
                for article in page:
                    one = article.tokens()
                    copy.write_row((article.key, one.tokens, one.stems))
                    counts.update(one.tokens.split())
                    counts.update(one.forms.split())
                    words += one.words
            key, done = page[-1].key, done + len(page)
            yield done, max(total, done)
        cursor.execute(_ARRIVED)
        cursor.execute(_STEMS)
        with cursor.copy(_TERMS) as copy:
            for row in sorted(counts.items()):
                copy.write_row(row)
        cursor.execute(_SERVES, (RULES, done, words))
        cursor.execute(definition)
