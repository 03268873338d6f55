-- The search index of PostgreSQL: the same words as SQLite's, as a tsvector that is put together token by token.

-- name: search_index_state
SELECT role, rules, articles, words, cursor FROM search_index

-- name: search_indexed
SELECT article FROM search_words
WHERE article IN (SELECT CAST(value AS bigint) FROM json_array_elements_text(CAST($1 AS json)))

-- name: search_tokens_present
SELECT q.value FROM json_array_elements_text(CAST($2 AS json)) AS q
JOIN search_words w ON w.article = $1 AND w.tokens @@ CAST(quote_literal(q.value) AS tsquery)

-- name: search_put
INSERT INTO search_words (article, tokens) VALUES ($1, array_to_tsvector(string_to_array($2, ' ')))
ON CONFLICT (article) DO UPDATE SET tokens = excluded.tokens

-- name: search_drop
DELETE FROM search_words WHERE article = $1

-- name: search_count
INSERT INTO search_term (term, articles) VALUES ($1, $2)
ON CONFLICT (term) DO UPDATE SET articles = search_term.articles + excluded.articles

-- name: search_grown
UPDATE search_index SET articles = articles + $2, words = words + $3,
       rules = CASE WHEN rules = 0 AND articles + $2 >= (SELECT count(*) FROM article WHERE state = 'live') THEN $4 ELSE rules END
WHERE role = $1

-- name: search_known
SELECT term, articles FROM search_term
WHERE term IN (SELECT value FROM json_array_elements_text(CAST($1 AS json)))
