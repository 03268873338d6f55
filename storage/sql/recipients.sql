-- name: recipient_by_chat
SELECT id, chat_id, topic, kind, state, language, article_languages, title, welcomed
FROM recipient WHERE chat_id = $1 AND topic = $2

-- name: language_of
-- The language chosen in a private chat; for the newsroom also that of a person who never pressed Start.
SELECT language FROM (
    SELECT language, 0 AS place FROM recipient WHERE chat_id = $1 AND topic = 0
    UNION ALL SELECT language, 1 FROM staff WHERE user_id = $1
) known ORDER BY place LIMIT 1

-- name: recipient_by_id
SELECT id, chat_id, topic, kind, state, language, article_languages, title, welcomed FROM recipient WHERE id = $1

-- name: recipients_of_chat
SELECT id, chat_id, topic, kind, state, language, article_languages, title, welcomed
FROM recipient WHERE chat_id = $1 ORDER BY topic

-- name: recipients_page
SELECT id, chat_id, topic, kind, state, language, article_languages, title, welcomed
FROM recipient WHERE id > $1 ORDER BY id LIMIT $2

-- name: recipients_by_state
SELECT state, count(*) FROM recipient GROUP BY state ORDER BY state

-- name: recipient_met
INSERT INTO recipient (chat_id, topic, kind, state, language, title, created_at, changed_at)
VALUES ($1, $2, $3, 'active', $4, $5, now_ms(), now_ms())
ON CONFLICT (chat_id, topic) DO UPDATE SET title = excluded.title, kind = excluded.kind
WHERE recipient.title <> excluded.title OR recipient.kind <> excluded.kind

-- name: recipient_set_state
UPDATE recipient SET state = $2, reason = $3, changed_at = now_ms() WHERE id = $1 AND (state <> $2 OR reason <> $3)

-- name: recipient_set_language
UPDATE recipient SET language = $2, changed_at = now_ms() WHERE id = $1

-- name: recipient_set_article_languages
UPDATE recipient SET article_languages = $2, changed_at = now_ms() WHERE id = $1

-- name: recipient_set_welcomed
UPDATE recipient SET welcomed = 1 WHERE id = $1

-- name: recipient_move
UPDATE recipient SET chat_id = $2, kind = 'group', changed_at = now_ms() WHERE id = $1

-- name: recipient_alias
INSERT INTO recipient_alias (old_id, new_id) VALUES ($1, $2) ON CONFLICT (old_id) DO UPDATE SET new_id = excluded.new_id

-- name: recipient_alias_follow
-- Recipients that were merged into the one that is merged now.
UPDATE recipient_alias SET new_id = $2 WHERE new_id = $1

-- name: subscriptions_of
SELECT rubric, mode FROM subscription WHERE recipient = $1 ORDER BY rubric

-- name: subscriptions_set_live
UPDATE subscription SET live = $2 WHERE recipient = $1 AND live <> $2

-- name: subscription_set
INSERT INTO subscription (recipient, rubric, mode, live, since)
SELECT id, $2, $3, CASE WHEN state = 'active' THEN 1 ELSE 0 END, now_ms() FROM recipient WHERE id = $1
ON CONFLICT (recipient, rubric) DO UPDATE SET mode = excluded.mode

-- name: subscription_drop
DELETE FROM subscription WHERE recipient = $1 AND rubric = $2

-- name: subscription_drop_merged
-- Rubrics that were merged into a rubric are unfollowed with it.
DELETE FROM subscription WHERE recipient = $1 AND rubric IN (SELECT key FROM rubric WHERE merged_into = $2)

-- name: subscriptions_drop
DELETE FROM subscription WHERE recipient = $1

-- name: audience_by_kind
-- Followers of a rubric, and of all rubrics without a row for this one: private chats, groups, channels.
-- Uses sums instead of GROUP BY. The conditions count each recipient once; for UNION SQLite would keep a million in memory.
SELECT coalesce(sum(CASE WHEN r.kind = 'private' THEN 1 ELSE 0 END), 0),
       coalesce(sum(CASE WHEN r.kind = 'group' THEN 1 ELSE 0 END), 0),
       coalesce(sum(CASE WHEN r.kind = 'channel' THEN 1 ELSE 0 END), 0)
FROM (
    SELECT recipient FROM subscription WHERE rubric = $1 AND mode = 'now' AND live = 1
    UNION ALL
    SELECT s.recipient FROM subscription s
    WHERE s.rubric = 0 AND s.mode = 'now' AND s.live = 1
      AND NOT EXISTS (SELECT 1 FROM subscription own WHERE own.recipient = s.recipient AND own.rubric = $1)
) f
JOIN recipient r ON r.id = f.recipient
WHERE r.article_languages = '' OR (' ' || r.article_languages || ' ') LIKE ('% ' || $2 || ' %')

-- name: forget_recipient
DELETE FROM recipient WHERE id = $1

-- name: forget_claims
DELETE FROM claim WHERE recipient = $1

-- name: forget_receipts
-- Receipts have no index by recipient (it would double them), so this looks once for each article ever pushed.
DELETE FROM receipt WHERE recipient = $1 AND article IN (SELECT article FROM broadcast WHERE kind IN ('push', 'digest'))

-- name: receipts_out_of_reach
-- A message id is valid only with the chat id it was sent to. It is kept as negative, so that it is known and counted.
UPDATE receipt SET message_id = -message_id
WHERE recipient = $1 AND message_id > 0
  AND article IN (SELECT article FROM broadcast WHERE kind IN ('push', 'digest'))

-- name: move_end_corrections
-- Ends waiting corrections and those in flight: under the new chat id their message ids mean other messages.
INSERT INTO undelivered (broadcast, recipient, message_id, fate, reason, at)
SELECT broadcast, recipient, message_id, 'refused', 'moved', now_ms() FROM claim
WHERE recipient = $1 AND message_id > 0
ON CONFLICT (broadcast, recipient, message_id) DO NOTHING

-- name: move_count_corrections
UPDATE broadcast SET refused = refused + (
    SELECT count(*) FROM claim c WHERE c.recipient = $1 AND c.message_id > 0 AND c.broadcast = broadcast.id)
WHERE id IN (SELECT broadcast FROM claim WHERE recipient = $1 AND message_id > 0)

-- name: move_drop_corrections
DELETE FROM claim WHERE recipient = $1 AND message_id > 0

-- name: move_wake_claims
-- The claims waited for the old chat. 0: due at once, even if the clock is set back.
UPDATE claim SET due_at = 0 WHERE recipient = $1 AND state = 'waiting'

-- name: forget_undelivered
DELETE FROM undelivered WHERE recipient = $1 AND broadcast IN (SELECT id FROM broadcast)

-- name: forget_leavers
DELETE FROM leaver WHERE recipient = $1

-- name: forget_aliases
DELETE FROM recipient_alias WHERE new_id = $1

-- name: forget_chat_wait
DELETE FROM chat_wait WHERE chat_id = $1

-- name: forget_staff
-- The audit then names a person who has left the newsroom by number.
DELETE FROM staff WHERE user_id = $1 AND user_id NOT IN (SELECT user_id FROM member)

-- name: forget_drafts
-- Drafts that only their author has seen. A draft that waits for approval or its hour, or was published, is the newsroom's.
DELETE FROM draft
WHERE author = $1 AND state <> 'published'
  AND NOT EXISTS (SELECT 1 FROM schedule s WHERE s.draft = draft.id)
  AND NOT EXISTS (SELECT 1 FROM approval a WHERE a.draft = draft.id)

-- name: forget_dialogues
-- A private chat has the id of its person, so that person's dialogues in groups go too.
DELETE FROM dialogue WHERE user_id = $2 AND (chat_id = $1 OR $1 = $2)

-- name: merge_drop_waiting_claims
-- Drops the survivor's waiting claim if the lost recipient has a claim in flight, or if the survivor has a copy.
DELETE FROM claim
WHERE recipient = $1 AND state = 'waiting'
  AND (EXISTS (SELECT 1 FROM claim other WHERE other.recipient = $2 AND other.article = claim.article
               AND other.message_id = claim.message_id AND other.state = 'taken')
       OR (message_id = 0 AND EXISTS (SELECT 1 FROM receipt had
                                      WHERE had.article = claim.article AND had.recipient = $1)))

-- name: merge_tell_apart
-- Both claims are in flight. An answer to the lost recipient's claim must not count for the survivor's. `due_at` means
-- nothing while a claim is in flight, so -1 marks this case.
UPDATE claim SET due_at = -1
WHERE recipient = $1 AND state = 'taken'
  AND EXISTS (SELECT 1 FROM claim other WHERE other.recipient = $2 AND other.article = claim.article
              AND other.message_id = claim.message_id AND other.state = 'taken')

-- name: merge_drop_lost_claims
-- Drops a claim if the survivor has a claim or a copy already. A message in flight then counts as an extra copy.
DELETE FROM claim
WHERE recipient = $2
  AND (EXISTS (SELECT 1 FROM claim kept WHERE kept.recipient = $1 AND kept.article = claim.article
               AND kept.message_id = claim.message_id)
       OR (message_id = 0 AND state = 'waiting'
           AND EXISTS (SELECT 1 FROM receipt had WHERE had.article = claim.article AND had.recipient = $1)))

-- name: merge_claims
UPDATE claim SET recipient = $1 WHERE recipient = $2

-- name: merge_receipts
INSERT INTO receipt (article, recipient, message_id, version, hours, photo)
SELECT article, $1, message_id, version, hours, photo FROM receipt
WHERE recipient = $2 AND article IN (SELECT article FROM broadcast WHERE kind IN ('push', 'digest'))
ON CONFLICT (article, recipient, message_id) DO NOTHING

-- name: merge_undelivered
INSERT INTO undelivered (broadcast, recipient, message_id, fate, reason, at)
SELECT broadcast, $1, message_id, fate, reason, at FROM undelivered
WHERE recipient = $2 AND broadcast IN (SELECT id FROM broadcast)
ON CONFLICT (broadcast, recipient, message_id) DO NOTHING
