-- Statements about many articles at once. SQLite reads lists as JSON tables; the join looks each value up in turn.

-- name: articles_present
-- What acceptance compares manuscripts with, by their ids (a JSON list).
SELECT a.id, a.key, a.version, a.shown_since, a.state, a.own, a.content_hash, a.card_hash, a.views, a.reading_minutes
FROM json_each($1) AS q CROSS JOIN article AS a WHERE a.id = q.value

-- name: imported_files
-- Of these files (a JSON list of paths) those that were imported in one way and have not been overtaken by a change of
-- any article since ($2, UTC milliseconds).
SELECT f.path, f.size, f.mtime_ns, f.articles FROM json_each($3) AS q CROSS JOIN imported_file AS f
WHERE f.path = q.value AND f.way = $1 AND f.at >= $2

-- name: feed_entries
-- What a feed last gave of these articles (a JSON list of ids).
SELECT e.entry, e.digest, e.own, e.page_tries FROM json_each($2) AS q CROSS JOIN feed_entry AS e
WHERE e.feed = $1 AND e.entry = q.value
