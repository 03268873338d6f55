-- name: letter_add
INSERT INTO letter (chat_id, article, state, text, written_at) VALUES ($1, $2, 'open', $3, now_ms()) RETURNING id

-- name: letter_get
SELECT id, chat_id, article, state, text, answer, answered_by, written_at, answered_at FROM letter WHERE id = $1

-- name: letters_open
SELECT id, chat_id, article, state, text, answer, answered_by, written_at, answered_at FROM letter
WHERE state = 'open' AND id > $2 ORDER BY id LIMIT $1

-- name: letters_count_open
SELECT count(*) FROM letter WHERE state = 'open' AND id > $1

-- name: letters_newest_open
SELECT coalesce(max(id), 0) FROM letter WHERE state = 'open'

-- name: letter_notice_get
SELECT wanted, letter, told_at FROM letter_notice WHERE user_id = $1

-- name: letter_notice_put
INSERT INTO letter_notice (user_id, letter, told_at) VALUES ($1, $2, $3)
ON CONFLICT (user_id) DO UPDATE SET letter = excluded.letter, told_at = excluded.told_at

-- name: letter_notice_wanted
INSERT INTO letter_notice (user_id, wanted) VALUES ($1, $2) ON CONFLICT (user_id) DO UPDATE SET wanted = excluded.wanted

-- name: letter_notice_seen
-- The member has seen the letters up to $2: there is nothing to tell of these.
INSERT INTO letter_notice (user_id, letter) VALUES ($1, $2)
ON CONFLICT (user_id) DO UPDATE SET letter = excluded.letter WHERE letter_notice.letter < excluded.letter

-- name: forget_letter_notice
DELETE FROM letter_notice WHERE user_id = $1 AND user_id NOT IN (SELECT user_id FROM member)

-- name: clean_letters_of_lost
-- Letters, tips and dialogues of people who have blocked the bot since before $1: of them only the settings are kept.
DELETE FROM letter WHERE id IN (
    SELECT l.id FROM recipient r JOIN letter l ON l.chat_id = r.chat_id
    WHERE r.state IN ('blocked', 'gone') AND r.changed_at < $1 AND r.kind = 'private' LIMIT $2)

-- name: clean_dialogues_of_lost
DELETE FROM dialogue WHERE user_id IN (
    SELECT d.user_id FROM dialogue d JOIN recipient r ON r.chat_id = d.user_id
    WHERE r.state IN ('blocked', 'gone') AND r.changed_at < $1 AND r.kind = 'private'
      AND NOT EXISTS (SELECT 1 FROM staff s WHERE s.user_id = r.chat_id) LIMIT $2)

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
