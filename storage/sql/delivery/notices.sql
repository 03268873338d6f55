-- name: notice_add
INSERT INTO notice (dedupe, key, "values", created_at) VALUES ($1, $2, $3, now_ms()) ON CONFLICT (dedupe) DO NOTHING

-- name: notices_untold
SELECT id, key, "values" FROM notice WHERE told_at IS NULL ORDER BY id LIMIT $1

-- name: notice_told
UPDATE notice SET told_at = now_ms() WHERE id = $1

-- name: notices_give_up
UPDATE notice SET told_at = now_ms() WHERE told_at IS NULL AND created_at < $1
