-- name: letter_add
INSERT INTO letter (chat_id, article, state, text, written_at) VALUES ($1, $2, 'open', $3, now_ms()) RETURNING id

-- name: letter_get
SELECT id, chat_id, article, state, text, answer, answered_by, written_at, answered_at FROM letter WHERE id = $1

-- name: letters_open
SELECT id, chat_id, article, state, text, answer, answered_by, written_at, answered_at FROM letter
WHERE state = 'open' AND id > $2 ORDER BY id LIMIT $1

-- name: letters_count_open
SELECT count(*) FROM letter WHERE state = 'open' AND id > $1

-- name: letters_count_recent
SELECT count(*) FROM letter WHERE chat_id = $1 AND written_at >= $2

-- name: letter_answer
UPDATE letter SET state = $2, answer = $3, answered_by = $4, answered_at = now_ms() WHERE id = $1

-- name: letter_close
UPDATE letter SET state = 'closed', answered_by = $2, answered_at = now_ms() WHERE id = $1 AND state = 'open'

-- name: ban_get
SELECT state FROM ban WHERE user_id = $1

-- name: bans
SELECT user_id, state FROM ban ORDER BY at DESC LIMIT $1

-- name: ban_put
INSERT INTO ban (user_id, state, given_by, at) VALUES ($1, $2, $3, now_ms())
ON CONFLICT (user_id) DO UPDATE SET state = excluded.state, given_by = excluded.given_by, at = excluded.at

-- name: ban_drop
DELETE FROM ban WHERE user_id = $1

-- name: forget_letters
DELETE FROM letter WHERE chat_id = $1
