-- Groups, channels and topics: who manages them, what topics there are, what administrators are to be told.

-- name: place_admin_add
INSERT INTO place_admin (user_id, chat_id, language, since) VALUES ($1, $2, $3, now_ms())
ON CONFLICT (user_id, chat_id) DO NOTHING

-- name: place_admin_get
SELECT since FROM place_admin WHERE user_id = $1 AND chat_id = $2

-- name: place_admin_drop
DELETE FROM place_admin WHERE user_id = $1 AND chat_id = $2

-- name: place_admins
-- Whom to tell of a place; the administrator who came last stands first.
SELECT p.user_id, coalesce((SELECT r.language FROM recipient r WHERE r.chat_id = p.user_id AND r.topic = 0), p.language)
FROM place_admin p WHERE p.chat_id = $1 ORDER BY p.since DESC, p.user_id LIMIT $2

-- name: places_of
-- The title, kind and state of a chat are those of its first topic.
SELECT r.id, r.chat_id, r.topic, r.kind, r.title, r.state
FROM place_admin p
JOIN recipient r ON r.chat_id = p.chat_id AND r.topic = (SELECT min(topic) FROM recipient t WHERE t.chat_id = p.chat_id)
WHERE p.user_id = $1 ORDER BY p.chat_id LIMIT $2 OFFSET $3

-- name: places_count
SELECT count(*) FROM place_admin p
WHERE p.user_id = $1 AND EXISTS (SELECT 1 FROM recipient r WHERE r.chat_id = p.chat_id)

-- name: shared_chats
-- The first groups and channels; the condition repeats the index.
SELECT DISTINCT chat_id FROM recipient WHERE kind <> 'private' ORDER BY chat_id LIMIT $1

-- name: forum_topic_put
-- $3 '': the name is not known better than before.
INSERT INTO forum_topic (chat_id, topic, name, closed) VALUES ($1, $2, $3, $4)
ON CONFLICT (chat_id, topic) DO UPDATE
SET name = CASE WHEN excluded.name = '' THEN forum_topic.name ELSE excluded.name END, closed = excluded.closed

-- name: forum_topic_meet
-- A topic that something was said in; what is known of it stays.
INSERT INTO forum_topic (chat_id, topic, name) VALUES ($1, $2, $3)
ON CONFLICT (chat_id, topic) DO UPDATE SET name = excluded.name WHERE forum_topic.name = ''

-- name: forum_topic_name
INSERT INTO forum_topic (chat_id, topic, name) VALUES ($1, $2, $3)
ON CONFLICT (chat_id, topic) DO UPDATE SET name = excluded.name

-- name: forum_topic_drop
DELETE FROM forum_topic WHERE chat_id = $1 AND topic = $2

-- name: forum_topics
SELECT topic, name, closed FROM forum_topic WHERE chat_id = $1 ORDER BY topic LIMIT $2

-- name: place_news_add
INSERT INTO place_news (chat_id, topic, what, reason, at) VALUES ($1, $2, $3, $4, now_ms())
ON CONFLICT (chat_id, topic) DO UPDATE SET what = excluded.what, reason = excluded.reason, at = excluded.at

-- name: place_news_drop
DELETE FROM place_news WHERE chat_id = $1 AND topic = $2 AND what = $3

-- name: place_news_next
SELECT chat_id, topic, what, reason FROM place_news ORDER BY at, chat_id, topic LIMIT $1

-- name: place_news_old
DELETE FROM place_news WHERE at < $1

-- name: places_shut
-- Where the bot may not write for a reason that may pass without a word to the bot; the condition repeats the index.
SELECT id FROM recipient
WHERE state = 'blocked' AND kind <> 'private' AND id > $1
  AND reason LIKE 'no-rights%'
ORDER BY id LIMIT $2

-- name: recipient_reason
SELECT reason FROM recipient WHERE id = $1

-- name: passing_message_add
INSERT INTO passing_message (chat_id, message_id, delete_at) VALUES ($1, $2, $3)
ON CONFLICT (chat_id, message_id) DO NOTHING

-- name: passing_messages_due
SELECT chat_id, message_id, delete_at FROM passing_message WHERE delete_at <= $1 ORDER BY delete_at LIMIT $2

-- name: passing_message_drop
DELETE FROM passing_message WHERE chat_id = $1 AND message_id = $2

-- name: place_admins_move
INSERT INTO place_admin (user_id, chat_id, language, since)
SELECT user_id, $2, language, since FROM place_admin WHERE chat_id = $1
ON CONFLICT (user_id, chat_id) DO NOTHING

-- name: forget_place_admins
DELETE FROM place_admin WHERE chat_id = $1

-- name: forget_places_of
DELETE FROM place_admin WHERE user_id = $1

-- name: forget_forum_topics
DELETE FROM forum_topic WHERE chat_id = $1

-- name: forget_place_news
DELETE FROM place_news WHERE chat_id = $1

-- name: forget_passing_messages
DELETE FROM passing_message WHERE chat_id = $1
