-- The search index. Its words are made by text/words/words.py; the database only finds them.

-- Which article holds which token, found by a GIN index over prepared words; no places, no weights. The words lie out of
-- line, so that a row is some 50 bytes: for each match of a search its row is looked at, its words never.
CREATE TABLE search_words (
    article BIGINT PRIMARY KEY,
    tokens  tsvector NOT NULL
) WITH (toast_tuple_target = 128);
CREATE INDEX search_words_tokens ON search_words USING gin (tokens) WITH (fastupdate = off);

-- How many articles hold a token: for rarity, for the budget of a query, and to know which words exist.
CREATE TABLE search_term (
    term     TEXT PRIMARY KEY,
    articles BIGINT NOT NULL
) WITH (fillfactor = 70);

-- The index that serves, and the one that is being built beside it. `rules`: the version of text/words/words.py it was made
-- with, 0 for never; `articles` and `words`: how much it holds; `cursor`: the article up to which it is complete.
CREATE TABLE search_index (
    role     TEXT PRIMARY KEY CHECK (role IN ('serving', 'building')),
    rules    BIGINT NOT NULL,
    articles BIGINT NOT NULL,
    words    BIGINT NOT NULL,
    cursor   BIGINT NOT NULL
);
INSERT INTO search_index (role, rules, articles, words, cursor) VALUES ('serving', 0, 0, 0, 0);

-- Searches that found nothing, for the desk: what was asked and how often, never by whom.
CREATE TABLE search_unanswered (
    query   TEXT PRIMARY KEY,
    times   BIGINT NOT NULL,
    last_at BIGINT NOT NULL
);
CREATE INDEX search_unanswered_last ON search_unanswered (last_at);

-- Filters of a search look here instead of reading the long rows of `article`.
CREATE INDEX article_filter ON article (key, rubric, language, published_at) WHERE state = 'live';
