-- name: wish_add
INSERT INTO wish (recipient, words, wished_at) VALUES ($1, $2, now_ms()) ON CONFLICT (recipient, words) DO NOTHING

-- name: wishes_count
SELECT count(*) FROM wish WHERE recipient = $1

-- name: wishes_after
SELECT recipient, words, wished_at FROM wish WHERE (recipient, words) > ($1, $2) ORDER BY recipient, words LIMIT $3

-- name: wish_drop
DELETE FROM wish WHERE recipient = $1 AND words = $2

-- name: forget_wishes
DELETE FROM wish WHERE recipient = $1
