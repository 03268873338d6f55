-- The search index of SQLite (FTS5). A token list is passed as one JSON value, so that no statement is put together.

-- name: search_index_state
SELECT role, rules, articles, words, cursor FROM search_index

-- name: search_index_locked
-- The same for a transaction that writes to the index; SQLite has one writer at a time anyhow.
SELECT role, rules, articles, words, cursor FROM search_index

-- name: search_indexed
-- Which of these articles (a JSON list of keys) are in the index.
SELECT rowid FROM search_words WHERE rowid IN (SELECT value FROM json_each($1))

-- name: search_tokens_present
-- Which of these tokens (a JSON list) an article held before its change: they are not counted again.
SELECT q.value FROM json_each($2) AS q CROSS JOIN search_words AS w
WHERE w.search_words MATCH '"' || q.value || '"' AND w.rowid = $1

-- name: search_put
INSERT OR REPLACE INTO search_words (rowid, tokens) VALUES ($1, $2)

-- name: search_merge_pairs
-- FTS5 writes each commit as a segment of its own, and a search looks for a token in every segment: 19 of them, as
-- 4,400 articles leave that come one by one, take 0.4 ms more a question. From two segments of one size merging is
-- worth it.
INSERT INTO search_words (search_words, rank) VALUES ('usermerge', 2)

-- name: search_merge
-- Merges segments until so many pages ($1) of 4 KB are written. All is merged when total_changes() grows by one only.
INSERT INTO search_words (search_words, rank) VALUES ('merge', $1)

-- name: search_merge_changes
SELECT total_changes()

-- name: search_drop
DELETE FROM search_words WHERE rowid = $1

-- name: search_frequencies_add
-- Adds to the frequency of each token: JSON {token: articles, ...}, all in one statement and in one order.
INSERT INTO search_term (term, articles)
SELECT key, value FROM json_each($1) WHERE true ORDER BY key
ON CONFLICT (term) DO UPDATE SET articles = search_term.articles + excluded.articles

-- name: search_frequencies
-- How many articles hold each of these tokens (a JSON list); tokens that no article holds are left out.
-- With this join each token is looked up in turn; IN would sort the list first and take half as long again.
SELECT t.term, t.articles FROM json_each($1) AS q CROSS JOIN search_term AS t WHERE t.term = q.value

-- name: search_frequencies_and_size
-- The same, and a last row with an empty token: how many articles the index holds, their words, its rules.
SELECT t.term, t.articles, 0, 0 FROM json_each($1) AS q CROSS JOIN search_term AS t WHERE t.term = q.value
UNION ALL SELECT '', articles, words, rules FROM search_index WHERE role = 'serving'

-- name: rubrics_by_names
-- The rubrics that these names (a JSON list) mean.
SELECT name, rubric FROM rubric_name WHERE name IN (SELECT value FROM json_each($1))

-- name: search_postings
-- $1: JSON [[match, since], ...]: for each match, by its place in the list, the articles after `since` that fit it, as a
-- JSON list of keys: taken out of the database that way they cost a quarter of what rows would, and are added up in
-- Python. A subquery for each match, since GROUP BY would sort all postings first; and materialised, or the JSON would
-- be read anew for every article.
WITH plan AS MATERIALIZED (SELECT key AS place, value ->> 0 AS fits, value ->> 1 AS since FROM json_each($1))
SELECT plan.place, (
    SELECT json_group_array(w.rowid) FROM search_words AS w
    WHERE w.search_words MATCH plan.fits AND w.rowid > plan.since
) FROM plan

-- name: search_postings_of_all
-- The same where nothing is left out: `since` is 0 for each.
WITH plan AS MATERIALIZED (SELECT key AS place, value ->> 0 AS fits FROM json_each($1))
SELECT plan.place, (
    SELECT '[' || group_concat(w.rowid) || ']' FROM search_words AS w WHERE w.search_words MATCH plan.fits
) FROM plan

-- name: search_filter
-- Which of these articles (a JSON list of keys) are in rubric $2 (0: all) and languages $3 (a JSON list; empty: all),
-- published from $4 to before $5 (UTC milliseconds).
SELECT a.key FROM json_each($1) AS q CROSS JOIN article AS a INDEXED BY article_filter
WHERE a.key = q.value AND a.state = 'live'
  AND ($2 = 0 OR a.rubric = $2)
  AND ($3 = '[]' OR a.language IN (SELECT value FROM json_each($3)))
  AND a.published_at >= $4 AND a.published_at < $5

-- name: search_stems_of
-- The stems of these articles (a JSON list of keys), as text/words/stem_codes.py packs them.
SELECT s.article, s.stems FROM json_each($1) AS q CROSS JOIN search_stems AS s WHERE s.article = q.value

-- name: search_latest_filtered
-- For a query without words: the newest articles that pass the filter, of every rubric.
SELECT key FROM article
WHERE state = 'live'
  AND NOT EXISTS (SELECT 1 FROM note n WHERE n.article = article.key)
  AND NOT EXISTS (SELECT 1 FROM listing l WHERE l.article = article.key)
  AND ($1 = '[]' OR language IN (SELECT value FROM json_each($1)))
  AND published_at >= $2 AND published_at < $3
ORDER BY published_at DESC, key DESC LIMIT $4

-- name: search_latest_of_rubric
-- The same for rubric $5. One statement for both would read the whole archive for a rubric with few articles.
SELECT key FROM article
WHERE state = 'live' AND rubric = $5
  AND NOT EXISTS (SELECT 1 FROM note n WHERE n.article = article.key)
  AND NOT EXISTS (SELECT 1 FROM listing l WHERE l.article = article.key)
  AND ($1 = '[]' OR language IN (SELECT value FROM json_each($1)))
  AND published_at >= $2 AND published_at < $3
ORDER BY published_at DESC, key DESC LIMIT $4

-- name: search_addressed
-- The newest live article under one of these addresses (a JSON list).
SELECT a.key FROM article_address d JOIN article a ON a.key = d.article
WHERE d.address IN (SELECT value FROM json_each($1)) AND a.state = 'live'
ORDER BY a.key DESC LIMIT 1

-- name: search_texts
-- What ranking reads of the candidates (a JSON list of keys), in the order of ArticleText.
SELECT key, id, title, rubric, language, published_at, substr(lead, 1, 8000), substr(body, 1, 8000)
FROM article WHERE state = 'live' AND key IN (SELECT value FROM json_each($1))

-- name: search_build_words
CREATE VIRTUAL TABLE search_words_next USING fts5 (
    tokens, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii'
)

-- name: search_build_terms
CREATE TABLE search_term_next (term TEXT PRIMARY KEY, articles INTEGER NOT NULL) WITHOUT ROWID

-- name: search_build_stems
CREATE TABLE search_stems_next (article INTEGER PRIMARY KEY, stems BLOB NOT NULL)

-- name: search_build_put
INSERT OR REPLACE INTO search_words_next (rowid, tokens) VALUES ($1, $2)

-- name: search_build_drop
DELETE FROM search_words_next WHERE rowid = $1

-- name: search_build_tokens_present
SELECT q.value FROM json_each($2) AS q CROSS JOIN search_words_next AS w
WHERE w.search_words_next MATCH '"' || q.value || '"' AND w.rowid = $1

-- name: search_build_frequencies_add
INSERT INTO search_term_next (term, articles)
SELECT key, value FROM json_each($1) WHERE true ORDER BY key
ON CONFLICT (term) DO UPDATE SET articles = search_term_next.articles + excluded.articles

-- name: search_leftovers
-- The tables that a replaced index or an interrupted rebuild left.
SELECT name FROM sqlite_schema
WHERE name IN ('search_words_next', 'search_term_next', 'search_stems_next',
               'search_words_old', 'search_term_old', 'search_stems_old')

-- name: search_old_words_shrink
-- The replaced index is deleted in small steps, so that no writer waits long.
DELETE FROM search_words_old_data WHERE id IN (SELECT id FROM search_words_old_data WHERE id > 10 LIMIT 500)

-- name: search_old_terms_shrink
DELETE FROM search_term_old WHERE term IN (SELECT term FROM search_term_old LIMIT 20000)

-- name: search_old_stems_shrink
DELETE FROM search_stems_old WHERE article IN (SELECT article FROM search_stems_old LIMIT 5000)
