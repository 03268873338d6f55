-- Statements about the search index that are the same for both databases. Those that find words are in sqlite/ and
-- postgres/.

-- name: search_size_grow
-- Adds $2 articles and $3 words to the index with role $1. Its rules ($4) are set with the first article.
UPDATE search_index SET articles = articles + $2, words = words + $3,
       rules = CASE
           WHEN rules = 0 AND articles + $2 >= (SELECT count(*) FROM article WHERE state = 'live'
                                                 AND NOT EXISTS (SELECT 1 FROM note n WHERE n.article = article.key)
                                                 AND NOT EXISTS (SELECT 1 FROM listing l
                                                                 WHERE l.article = article.key)) THEN $4 ELSE rules
       END
WHERE role = $1

-- name: search_stems_put
-- The stems of an article as text/words/stem_codes.py packs them.
INSERT INTO search_stems (article, stems) VALUES ($1, $2) ON CONFLICT (article) DO UPDATE SET stems = excluded.stems

-- name: search_stems_drop
DELETE FROM search_stems WHERE article = $1

-- name: search_build_stems_put
INSERT INTO search_stems_next (article, stems) VALUES ($1, $2)
ON CONFLICT (article) DO UPDATE SET stems = excluded.stems

-- name: search_build_stems_drop
DELETE FROM search_stems_next WHERE article = $1

-- name: search_articles_after
-- A page of live articles for the rebuild of the index.
SELECT key, title, lead, body, language FROM article
WHERE key > $1 AND state = 'live' AND NOT EXISTS (SELECT 1 FROM note n WHERE n.article = article.key)
  AND NOT EXISTS (SELECT 1 FROM listing l WHERE l.article = article.key)
ORDER BY key LIMIT $2

-- name: search_any_published
-- Whether any article was published from $1 to before $2 (UTC milliseconds).
SELECT 1 FROM article WHERE state = 'live' AND published_at >= $1 AND published_at < $2 LIMIT 1

-- name: search_build_begin
INSERT INTO search_index (role, rules, articles, words, cursor) VALUES ('building', $1, 0, 0, 0)

-- name: search_build_cursor_set
UPDATE search_index SET cursor = $1 WHERE role = 'building'

-- name: search_swap_words_out
ALTER TABLE search_words RENAME TO search_words_old

-- name: search_swap_words_in
ALTER TABLE search_words_next RENAME TO search_words

-- name: search_swap_terms_out
ALTER TABLE search_term RENAME TO search_term_old

-- name: search_swap_terms_in
ALTER TABLE search_term_next RENAME TO search_term

-- name: search_swap_stems_out
ALTER TABLE search_stems RENAME TO search_stems_old

-- name: search_swap_stems_in
ALTER TABLE search_stems_next RENAME TO search_stems

-- name: search_swap_serving
DELETE FROM search_index WHERE role = 'serving'

-- name: search_swap_promote
UPDATE search_index SET role = 'serving', cursor = 0 WHERE role = 'building'

-- name: search_old_words_drop
DROP TABLE search_words_old

-- name: search_old_terms_drop
DROP TABLE search_term_old

-- name: search_old_stems_drop
DROP TABLE search_stems_old

-- name: search_next_words_retire
-- The tables of an interrupted rebuild are deleted like those of a replaced index.
ALTER TABLE search_words_next RENAME TO search_words_old

-- name: search_next_terms_retire
ALTER TABLE search_term_next RENAME TO search_term_old

-- name: search_next_stems_retire
ALTER TABLE search_stems_next RENAME TO search_stems_old

-- name: search_build_forget
DELETE FROM search_index WHERE role = 'building'

-- name: search_unanswered_add
INSERT INTO search_unanswered (query, times, last_at) VALUES ($1, 1, now_ms())
ON CONFLICT (query) DO UPDATE SET times = search_unanswered.times + 1, last_at = excluded.last_at

-- name: search_unanswered_list
SELECT query, times, last_at FROM search_unanswered ORDER BY times DESC, last_at DESC LIMIT $1

-- name: search_unanswered_forget
-- Deletes searches that were last made before $1.
DELETE FROM search_unanswered WHERE last_at < $1

-- name: search_newest_key
SELECT max(key) FROM article
