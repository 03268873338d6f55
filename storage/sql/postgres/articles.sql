-- Statements about many articles at once.

-- name: articles_present
-- What acceptance compares manuscripts with, by their ids (a JSON list).
SELECT id, key, version, shown_since, state, own, content_hash, card_hash, views, reading_minutes
FROM article WHERE id = ANY (ARRAY(SELECT value FROM json_array_elements_text(CAST($1 AS json))))
