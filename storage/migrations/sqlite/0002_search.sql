-- The search index. Its words are made by text/words/words.py; the database only finds them.

-- Which article holds which token. Contentless: the text lies in `article`. detail=none: neither columns nor places are
-- kept (46 MB a 100,000 articles of 140 words; with columns 100 MB, with places 178 MB); a title's stems are tokens of
-- their own, and places are read from the text of the candidates.
CREATE VIRTUAL TABLE search_words USING fts5 (
    tokens, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii'
);

-- How many articles hold a token: for rarity, for the budget of a query, and to know which words exist.
CREATE TABLE search_term (
    term     TEXT PRIMARY KEY,
    articles INTEGER NOT NULL
) WITHOUT ROWID;

-- The index that serves, and the one that is being built beside it. `rules`: the version of text/words/words.py it was made
-- with, 0 for never; `articles` and `words`: how much it holds; `cursor`: the article up to which it is complete.
CREATE TABLE search_index (
    role     TEXT PRIMARY KEY CHECK (role IN ('serving', 'building')),
    rules    INTEGER NOT NULL,
    articles INTEGER NOT NULL,
    words    INTEGER NOT NULL,
    cursor   INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO search_index (role, rules, articles, words, cursor) VALUES ('serving', 0, 0, 0, 0);

-- Searches that found nothing, for the desk: what was asked and how often, never by whom.
CREATE TABLE search_unanswered (
    query   TEXT PRIMARY KEY,
    times   INTEGER NOT NULL,
    last_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX search_unanswered_last ON search_unanswered (last_at);

-- Filters of a search look here instead of reading the long rows of `article`.
CREATE INDEX article_filter ON article (key, rubric, language, published_at) WHERE state = 'live';
