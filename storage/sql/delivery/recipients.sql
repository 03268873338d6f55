-- name: recipient_by_chat
SELECT id, chat_id, topic, kind, state, language, article_languages, title, welcomed, paused_until, absence,
       zone, quiet, breaking_passes, sound, digest_times, digest_days, layout, cap
FROM recipient WHERE chat_id = $1 AND topic = $2

-- name: language_of
-- The language chosen in a private chat; for the newsroom also that of a person who never pressed Start.
SELECT language FROM (
    SELECT language, 0 AS place FROM recipient WHERE chat_id = $1 AND topic = 0
    UNION ALL SELECT language, 1 FROM staff WHERE user_id = $1
) known ORDER BY place LIMIT 1

-- name: recipient_by_id
SELECT id, chat_id, topic, kind, state, language, article_languages, title, welcomed, paused_until, absence,
       zone, quiet, breaking_passes, sound, digest_times, digest_days, layout, cap
FROM recipient WHERE id = $1

-- name: recipients_of_chat
SELECT id, chat_id, topic, kind, state, language, article_languages, title, welcomed, paused_until, absence,
       zone, quiet, breaking_passes, sound, digest_times, digest_days, layout, cap
FROM recipient WHERE chat_id = $1 ORDER BY topic

-- name: recipients_page
SELECT id, chat_id, topic, kind, state, language, article_languages, title, welcomed, paused_until, absence,
       zone, quiet, breaking_passes, sound, digest_times, digest_days, layout, cap
FROM recipient WHERE id > $1 ORDER BY id LIMIT $2

-- name: recipients_by_state
SELECT state, count(*) FROM recipient GROUP BY state ORDER BY state

-- name: recipient_met
INSERT INTO recipient (chat_id, topic, kind, state, language, title, created_at, changed_at)
VALUES ($1, $2, $3, 'active', $4, $5, now_ms(), now_ms())
ON CONFLICT (chat_id, topic) DO UPDATE SET title = excluded.title, kind = excluded.kind
WHERE recipient.title <> excluded.title OR recipient.kind <> excluded.kind

-- name: recipient_set_state
-- A chat that is blocked while it was active misses news from now on. One that it was not asked about yet is one with it.
UPDATE recipient
SET state = $2, reason = $3, changed_at = now_ms(), paused_until = 0,
    away_since = CASE WHEN state = 'active' AND $2 = 'blocked' AND absence NOT IN ('away', 'asked') THEN now_ms()
                      ELSE away_since END,
    absence = CASE WHEN state = 'active' AND $2 = 'blocked' THEN 'away' ELSE absence END
WHERE id = $1 AND (state <> $2 OR reason <> $3)

-- name: recipient_returned
UPDATE recipient SET signs = signs + 1 WHERE id = $1

-- name: chat_returned
UPDATE recipient SET signs = signs + 1 WHERE chat_id = $1

-- name: recipient_pause
-- $2: until when, 0 for no end. A pause that is changed began when it was first given.
UPDATE recipient
SET state = 'paused', reason = '', changed_at = now_ms(), signs = signs + 1, paused_until = $2,
    away_since = CASE WHEN absence IN ('away', 'asked') THEN away_since ELSE now_ms() END, absence = 'away'
WHERE id = $1

-- name: recipients_pause_over
-- $1: now. The conditions repeat the index.
SELECT id FROM recipient
WHERE state = 'paused' AND paused_until > 0 AND paused_until <= $1 ORDER BY paused_until LIMIT $2

-- name: recipient_set_zone
UPDATE recipient SET zone = $2 WHERE id = $1

-- name: recipient_set_quiet
UPDATE recipient SET quiet = $2 WHERE id = $1

-- name: recipient_set_breaking_passes
UPDATE recipient SET breaking_passes = $2 WHERE id = $1

-- name: recipient_set_digest
-- $4: when the next is due. What was pushed before the first choice is in no digest.
UPDATE recipient
SET digest_times = $2, digest_days = $3, digest_next = $4,
    digest_since = CASE WHEN digest_since = 0 THEN now_ms() ELSE digest_since END
WHERE id = $1

-- name: recipient_set_sound
UPDATE recipient SET sound = $2 WHERE id = $1

-- name: recipient_set_layout
UPDATE recipient SET layout = $2 WHERE id = $1

-- name: recipient_set_cap
UPDATE recipient SET cap = $2 WHERE id = $1

-- name: recipient_night_asked
UPDATE recipient SET night_asked = 1 WHERE id = $1

-- name: cap_count
-- One more push of day $2 for recipient $1. Of an earlier day the count begins anew.
UPDATE recipient SET cap_count = CASE WHEN cap_day = $2 THEN cap_count + 1 ELSE 1 END, cap_day = $2 WHERE id = $1

-- name: absence_ask
-- What comes after this is no longer missed.
UPDATE recipient SET absence = 'asked', away_until = now_ms() WHERE id = $1 AND absence = 'away'

-- name: absence_answered
UPDATE recipient SET absence = 'answered' WHERE id = $1 AND absence = 'asked'

-- name: absence_none
UPDATE recipient SET absence = 'none' WHERE id = $1

-- name: missed
-- Articles whose push passed recipient $1 by in its absence, newest first, that it would have got: it followed the rubric
-- then and follows it still, or words or a story of its own wanted it. Not those that it got in another way since. A push of the day before may have gone on then.
SELECT i.article, i.id
FROM recipient r
JOIN broadcast i ON i.kind = 'push' AND i.created_at > r.away_since - 86400000 AND i.created_at <= r.away_until
                AND (i.finished_at IS NULL OR i.finished_at >= r.away_since)
JOIN article a ON a.key = i.article
LEFT JOIN verdict v ON v.article = i.article AND v.recipient = r.id
WHERE r.id = $1 AND i.note_of = 0 AND i.state <> 'cancelled' AND (i.exhausted = 1 OR i.cursor >= r.id) AND a.state = 'live'
  AND (r.article_languages = '' OR (' ' || r.article_languages || ' ') LIKE ('% ' || a.language || ' %'))
  AND (v.wanted = 1 OR v.wanted IS NULL
       AND coalesce((SELECT s.mode FROM subscription s WHERE s.recipient = r.id AND s.rubric = i.rubric),
                    (SELECT s.mode FROM subscription s WHERE s.recipient = r.id AND s.rubric = 0)) = 'now'
       AND coalesce((SELECT s.since FROM subscription s WHERE s.recipient = r.id AND s.rubric = i.rubric),
                    (SELECT s.since FROM subscription s WHERE s.recipient = r.id AND s.rubric = 0)) <= i.created_at)
  AND NOT EXISTS (SELECT 1 FROM receipt had WHERE had.article = i.article AND had.recipient = r.id)
  AND NOT EXISTS (SELECT 1 FROM claim c WHERE c.article = i.article AND c.recipient = r.id AND c.message_id = 0)
  AND NOT EXISTS (SELECT 1 FROM withheld w WHERE w.recipient = r.id AND w.article = i.article)
ORDER BY i.created_at DESC, i.id DESC LIMIT $2

-- name: missed_claim
-- The push $1 goes on for recipient $2. Nobody else has this claim: the caller has locked the broadcast. `claimed_at` 0: the
-- reader asks for it now, so neither quiet hours nor a cap keep it back.
INSERT INTO claim (article, recipient, message_id, broadcast, state, run, tries, claimed_at, due_at)
SELECT i.article, r.id, 0, i.id, 'waiting', 0, 0, 0, 0 FROM broadcast i, recipient r
WHERE i.id = $1 AND r.id = $2 AND i.state <> 'cancelled'
ON CONFLICT (article, recipient, message_id) DO NOTHING

-- name: missed_forget
-- The push was refused because the chat had blocked the bot: that is not how it ended.
DELETE FROM undelivered WHERE broadcast = $1 AND recipient = $2 AND message_id = 0
RETURNING fate

-- name: missed_uncount
UPDATE broadcast
SET gone = gone - CASE WHEN $2 = 'gone' THEN 1 ELSE 0 END, refused = refused - CASE WHEN $2 = 'refused' THEN 1 ELSE 0 END,
    unknown = unknown - CASE WHEN $2 = 'unknown' THEN 1 ELSE 0 END
WHERE id = $1

-- name: recipient_set_language
UPDATE recipient SET language = $2, changed_at = now_ms(), signs = signs + 1 WHERE id = $1

-- name: recipient_set_article_languages
UPDATE recipient SET article_languages = $2, changed_at = now_ms(), signs = signs + 1 WHERE id = $1

-- name: recipient_set_welcomed
UPDATE recipient SET welcomed = 1 WHERE id = $1

-- name: recipient_move
UPDATE recipient SET chat_id = $2, kind = 'group', changed_at = now_ms(), signs = signs + 1 WHERE id = $1

-- name: recipient_to_topic
UPDATE recipient SET topic = $2, changed_at = now_ms(), signs = signs + 1 WHERE id = $1

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

-- name: recipients_lost
-- A chat with all its topics; of the newsroom's members the drafts are kept. The conditions repeat the index.
SELECT r.chat_id, r.kind FROM recipient r
WHERE r.state IN ('blocked', 'gone') AND r.changed_at < $1
  AND NOT EXISTS (SELECT 1 FROM recipient o WHERE o.chat_id = r.chat_id AND (o.state NOT IN ('blocked', 'gone') OR o.changed_at >= $1))
  AND NOT EXISTS (SELECT 1 FROM staff s WHERE s.user_id = r.chat_id)
ORDER BY r.changed_at LIMIT 1

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

-- name: merge_since
UPDATE subscription SET since = (
    SELECT lost.since FROM subscription lost WHERE lost.recipient = $2 AND lost.rubric = subscription.rubric)
WHERE recipient = $1 AND EXISTS (
    SELECT 1 FROM subscription lost
    WHERE lost.recipient = $2 AND lost.rubric = subscription.rubric AND lost.since < subscription.since)

-- name: merge_absence
-- Of two absences the one that began first counts.
UPDATE recipient SET absence = 'away', away_since = (SELECT lost.away_since FROM recipient lost WHERE lost.id = $2)
WHERE id = $1 AND EXISTS (
    SELECT 1 FROM recipient lost
    WHERE lost.id = $2 AND lost.absence = 'away'
      AND (recipient.absence IN ('none', 'answered') OR lost.away_since < recipient.away_since))

-- name: merge_receipts
INSERT INTO receipt (article, recipient, message_id, version, hours, shape)
SELECT article, $1, message_id, version, hours, shape FROM receipt
WHERE recipient = $2 AND article IN (SELECT article FROM broadcast WHERE kind IN ('push', 'digest'))
ON CONFLICT (article, recipient, message_id) DO NOTHING

-- name: merge_undelivered
INSERT INTO undelivered (broadcast, recipient, message_id, fate, reason, at)
SELECT broadcast, $1, message_id, fate, reason, at FROM undelivered
WHERE recipient = $2 AND broadcast IN (SELECT id FROM broadcast)
ON CONFLICT (broadcast, recipient, message_id) DO NOTHING
