-- Statements about many articles at once. SQLite reads lists as JSON tables; the join looks each value up in turn.

-- name: articles_present
-- What acceptance compares manuscripts with, by their ids (a JSON list).
SELECT a.id, a.key, a.version, a.shown_since, a.state, a.own, a.content_hash, a.card_hash, a.views, a.reading_minutes
FROM json_each($1) AS q CROSS JOIN article AS a WHERE a.id = q.value
