-- The search index of PostgreSQL: the same tokens as SQLite's, as a tsvector. Statements that are the same for both
-- databases are in sql/search.sql.

-- name: search_index_state
-- The index that serves, and the one that is being built.
SELECT role, rules, articles, words, cursor FROM search_index

-- name: search_index_locked
-- The same for a transaction that writes to the index. Writers and the rebuild wait for each other's commit: otherwise
-- the cursor could pass an article that is not committed yet, and neither would index it.
SELECT role, rules, articles, words, cursor FROM search_index ORDER BY role DESC FOR UPDATE

-- name: search_indexed
-- Which of these articles (a JSON list of keys) are in the index.
SELECT article FROM search_words
WHERE article IN (SELECT CAST(value AS bigint) FROM json_array_elements_text(CAST($1 AS json)))

-- name: search_tokens_present
-- Which of these tokens (a JSON list) an article held before its change: they are not counted again.
SELECT held.token
FROM search_words w, unnest(tsvector_to_array(w.tokens)) AS held (token)
WHERE w.article = $1 AND held.token IN (SELECT value FROM json_array_elements_text(CAST($2 AS json)))

-- name: search_put
-- A tsvector holds a megabyte; the tokens of the first 8,000 different words are always less.
INSERT INTO search_words (article, tokens) VALUES ($1, array_to_tsvector(array_remove(string_to_array(left($2, 250000), ' '), '')))
ON CONFLICT (article) DO UPDATE SET tokens = excluded.tokens

-- name: search_merge_pairs
-- Nothing to do here: PostgreSQL keeps one tree of tokens.
SELECT 1 WHERE false

-- name: search_merge
SELECT 1 WHERE CAST($1 AS integer) < 0

-- name: search_merge_changes
SELECT 0

-- name: search_drop
DELETE FROM search_words WHERE article = $1

-- name: search_frequencies_add
-- Adds to the frequency of each token: JSON {token: articles, ...}, all in one statement and in one order,
-- or two writers would wait for each other.
INSERT INTO search_term (term, articles)
SELECT key, CAST(value AS bigint) FROM json_each_text(CAST($1 AS json)) ORDER BY key COLLATE "C"
ON CONFLICT (term) DO UPDATE SET articles = search_term.articles + excluded.articles

-- name: search_frequencies
-- How many articles hold each of these tokens (a JSON list); tokens that no article holds are left out.
SELECT term, articles FROM search_term
WHERE term = ANY (ARRAY(SELECT value FROM json_array_elements_text(CAST($1 AS json))))

-- name: search_frequencies_and_size
-- The same, and a last row with an empty token: how many articles the index holds, their words, its rules.
SELECT term, articles, 0, 0 FROM search_term
WHERE term = ANY (ARRAY(SELECT value FROM json_array_elements_text(CAST($1 AS json))))
UNION ALL SELECT '', articles, words, rules FROM search_index WHERE role = 'serving'

-- name: rubrics_by_names
-- The rubrics that these names (a JSON list) mean.
SELECT name, rubric FROM rubric_name WHERE name IN (SELECT value FROM json_array_elements_text(CAST($1 AS json)))

-- name: search_postings
-- $1: JSON [[match, since], ...], each match written as for SQLite: for each, by its place in the list, the articles
-- after `since` that fit it, as a JSON list of keys. Tokens are lower-case letters and digits, so the words AND, OR
-- and NOT are never part of one. Materialised, or the JSON would be read anew for every row that is found.
WITH plan AS MATERIALIZED (
    SELECT place - 1 AS place,
           CAST(replace(replace(replace(replace(value ->> 0, '"', ''''), ' AND ', ' & '), ' OR ', ' | '), ' NOT ', ' & !')
                AS tsquery) AS match,
           CAST(value ->> 1 AS bigint) AS since
    FROM json_array_elements(CAST($1 AS json)) WITH ORDINALITY AS listed (value, place)
)
SELECT plan.place, '[' || string_agg(CAST(w.article AS text), ',') || ']'
FROM plan JOIN search_words w ON w.tokens @@ plan.match AND w.article > plan.since
GROUP BY plan.place

-- name: search_postings_of_all
-- The same where nothing is left out: `since` is 0 for each.
WITH plan AS MATERIALIZED (
    SELECT place - 1 AS place,
           CAST(replace(replace(replace(replace(value ->> 0, '"', ''''), ' AND ', ' & '), ' OR ', ' | '), ' NOT ', ' & !')
                AS tsquery) AS match
    FROM json_array_elements(CAST($1 AS json)) WITH ORDINALITY AS listed (value, place)
)
SELECT plan.place, '[' || string_agg(CAST(w.article AS text), ',') || ']'
FROM plan JOIN search_words w ON w.tokens @@ plan.match
GROUP BY plan.place

-- name: search_filter
-- Which of these articles (a JSON list of keys) are in rubric $2 (0: all) and languages $3 (a JSON list; empty: all),
-- published from $4 to before $5 (UTC milliseconds).
SELECT key FROM article
WHERE state = 'live' AND key = ANY (ARRAY(SELECT CAST(value AS bigint) FROM json_array_elements_text(CAST($1 AS json))))
  AND (CAST($2 AS bigint) = 0 OR rubric = $2)
  AND (CAST($3 AS text) = '[]' OR language IN (SELECT value FROM json_array_elements_text(CAST($3 AS json))))
  AND published_at >= $4 AND published_at < $5

-- name: search_stems_of
-- The stems of these articles (a JSON list of keys), as text/words/stem_codes.py packs them.
SELECT article, stems FROM search_stems
WHERE article = ANY (ARRAY(SELECT CAST(value AS bigint) FROM json_array_elements_text(CAST($1 AS json))))

-- name: search_latest_filtered
-- For a query without words: the newest articles that pass the filter, of every rubric.
SELECT key FROM article
WHERE state = 'live'
  AND NOT EXISTS (SELECT 1 FROM note n WHERE n.article = article.key)
  AND NOT EXISTS (SELECT 1 FROM listing l WHERE l.article = article.key)
  AND (CAST($1 AS text) = '[]' OR language IN (SELECT value FROM json_array_elements_text(CAST($1 AS json))))
  AND published_at >= $2 AND published_at < $3
ORDER BY published_at DESC, key DESC LIMIT $4

-- name: search_latest_of_rubric
-- The same for rubric $5. One statement for both would read the whole archive for a rubric with few articles.
SELECT key FROM article
WHERE state = 'live' AND rubric = $5
  AND NOT EXISTS (SELECT 1 FROM note n WHERE n.article = article.key)
  AND NOT EXISTS (SELECT 1 FROM listing l WHERE l.article = article.key)
  AND (CAST($1 AS text) = '[]' OR language IN (SELECT value FROM json_array_elements_text(CAST($1 AS json))))
  AND published_at >= $2 AND published_at < $3
ORDER BY published_at DESC, key DESC LIMIT $4

-- name: search_addressed
-- The newest live article under one of these addresses (a JSON list).
SELECT a.key FROM article_address d JOIN article a ON a.key = d.article
WHERE d.address IN (SELECT value FROM json_array_elements_text(CAST($1 AS json))) AND a.state = 'live'
ORDER BY a.key DESC LIMIT 1

-- name: search_texts
-- What ranking reads of the candidates (a JSON list of keys), in the order of ArticleText.
SELECT key, id, title, rubric, language, published_at, substr(lead, 1, 8000), substr(body, 1, 8000)
FROM article
WHERE state = 'live' AND key = ANY (ARRAY(SELECT CAST(value AS bigint) FROM json_array_elements_text(CAST($1 AS json))))

-- name: search_build_words
-- With its index, which grows with it: an index made at the end would hold up writers meanwhile.
CREATE TABLE search_words_next (LIKE search_words INCLUDING ALL) WITH (toast_tuple_target = 128)

-- name: search_build_terms
CREATE TABLE search_term_next (LIKE search_term INCLUDING ALL) WITH (fillfactor = 70)

-- name: search_build_stems
CREATE TABLE search_stems_next (LIKE search_stems INCLUDING ALL)

-- name: search_build_put
INSERT INTO search_words_next (article, tokens) VALUES ($1, array_to_tsvector(array_remove(string_to_array(left($2, 250000), ' '), '')))
ON CONFLICT (article) DO UPDATE SET tokens = excluded.tokens

-- name: search_build_drop
DELETE FROM search_words_next WHERE article = $1

-- name: search_build_tokens_present
SELECT held.token
FROM search_words_next w, unnest(tsvector_to_array(w.tokens)) AS held (token)
WHERE w.article = $1 AND held.token IN (SELECT value FROM json_array_elements_text(CAST($2 AS json)))

-- name: search_build_frequencies_add
INSERT INTO search_term_next (term, articles)
SELECT key, CAST(value AS bigint) FROM json_each_text(CAST($1 AS json)) ORDER BY key COLLATE "C"
ON CONFLICT (term) DO UPDATE SET articles = search_term_next.articles + excluded.articles

-- name: search_leftovers
-- The tables that a replaced index or an interrupted rebuild left.
SELECT tablename FROM pg_tables
WHERE schemaname = current_schema()
  AND tablename IN ('search_words_next', 'search_term_next', 'search_stems_next',
               'search_words_old', 'search_term_old', 'search_stems_old')

-- name: search_old_words_shrink
-- Nothing to do here: PostgreSQL drops a table of any size at once.
SELECT 1 WHERE false

-- name: search_old_terms_shrink
SELECT 1 WHERE false

-- name: search_old_stems_shrink
SELECT 1 WHERE false
