-- Articles that a chat has put aside.

-- name: saved_add
INSERT INTO saved (recipient, article, saved_at) VALUES ($1, $2, now_ms()) ON CONFLICT (recipient, article) DO NOTHING

-- name: saved_drop
DELETE FROM saved WHERE recipient = $1 AND article = $2

-- name: saved_has
SELECT 1 FROM saved WHERE recipient = $1 AND article = $2

-- name: saved_count
SELECT count(*) FROM saved WHERE recipient = $1

-- name: saved_page
SELECT article FROM saved WHERE recipient = $1 ORDER BY saved_at DESC, article DESC LIMIT $2 OFFSET $3

-- name: forget_saved
DELETE FROM saved WHERE recipient = $1

-- name: merge_saved
INSERT INTO saved (recipient, article, saved_at)
SELECT CAST($1 AS bigint), article, saved_at FROM saved WHERE recipient = $2
ON CONFLICT (recipient, article) DO NOTHING
