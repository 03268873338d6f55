-- name: dialogue_get
SELECT state, data, version, changed_at FROM dialogue WHERE chat_id = $1 AND user_id = $2 AND topic = $3

-- name: dialogue_add
INSERT INTO dialogue (chat_id, user_id, topic, state, data, version, changed_at)
VALUES ($1, $2, $3, $4, $5, 1, now_ms())
ON CONFLICT (chat_id, user_id, topic) DO NOTHING

-- name: dialogue_change
UPDATE dialogue SET state = $4, data = $5, version = version + 1, changed_at = now_ms()
WHERE chat_id = $1 AND user_id = $2 AND topic = $3 AND version = $6

-- name: dialogue_drop
DELETE FROM dialogue WHERE chat_id = $1 AND user_id = $2 AND topic = $3
