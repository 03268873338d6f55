-- Statements about many articles at once.

-- name: articles_present
-- What acceptance compares manuscripts with, by their ids (a JSON list).
SELECT id, key, version, shown_since, state, own, content_hash, card_hash, views, reading_minutes
FROM article WHERE id = ANY (ARRAY(SELECT value FROM json_array_elements_text(CAST($1 AS json))))

-- name: imported_files
-- Of these files (a JSON list of paths) those that were imported in one way and have not been overtaken by a change of
-- any article since ($2, UTC milliseconds).
SELECT path, size, mtime_ns, articles FROM imported_file
WHERE way = $1 AND at >= $2 AND path = ANY (ARRAY(SELECT value FROM json_array_elements_text(CAST($3 AS json))))

-- name: feed_entries
-- What a feed last gave of these articles (a JSON list of ids).
SELECT entry, digest, own, page_tries FROM feed_entry
WHERE feed = $1 AND entry = ANY (ARRAY(SELECT value FROM json_array_elements_text(CAST($2 AS json))))
