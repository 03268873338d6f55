-- name: broadcast_add
-- An article has one push, ever. The unique index refuses a second one, and nothing changes.
-- A push waits for verdicts where anybody has words or stories of their own.
INSERT INTO broadcast (kind, urgency, state, article, rubric, created_at, judged)
VALUES ($1, $2, 'open', $3, $4, now_ms(),
        CASE WHEN CAST($1 AS text) = 'push' AND (EXISTS (SELECT 1 FROM alert) OR EXISTS (SELECT 1 FROM story_choice)) THEN 0
             ELSE 1 END)
ON CONFLICT DO NOTHING

-- name: broadcast_reopen_stopped
-- A new version may be free of what Telegram refused.
UPDATE broadcast SET state = 'open', reason = '' WHERE article = $1 AND state = 'stopped'

-- name: broadcast_newest_correction
SELECT id, state FROM broadcast WHERE article = $1 AND kind IN ('edit', 'recall') ORDER BY id DESC LIMIT 1

-- name: broadcast_reopen
UPDATE broadcast SET state = 'open', finished_at = NULL WHERE id = $1 AND state = 'done'

-- name: broadcast_take_over
-- The newest correction takes over every claim of older ones, in flight or waiting.
UPDATE claim SET broadcast = $2
WHERE article = $1 AND message_id > 0
  AND broadcast IN (SELECT id FROM broadcast WHERE article = $1 AND kind = 'edit' AND id < $2)

-- name: broadcast_supersede
UPDATE broadcast SET state = 'superseded', finished_at = now_ms()
WHERE article = $1 AND kind = 'edit' AND id < $2 AND finished_at IS NULL

-- name: broadcast_push_of
SELECT id, state, cursor FROM broadcast WHERE article = $1 AND kind IN ('push', 'digest')

-- name: broadcast_pause
UPDATE broadcast SET state = 'paused' WHERE id = $1 AND state = 'open'

-- name: broadcast_brake
UPDATE broadcast SET state = 'paused', reason = $2 WHERE id = $1 AND state = 'open'

-- name: broadcast_braked
SELECT 1 FROM broadcast WHERE id = $1 AND state = 'paused' AND reason = $2

-- name: brake_claims
-- Recipients from $3 on that refused for this reason a moment ago wait again: the reason is not theirs.
INSERT INTO claim (article, recipient, message_id, broadcast, state, run, tries, claimed_at, due_at, unsent)
SELECT i.article, u.recipient, 0, i.id, 'waiting', 0, 0, now_ms(), 0, 0
FROM undelivered u JOIN broadcast i ON i.id = u.broadcast
WHERE u.broadcast = $1 AND u.recipient >= $3 AND u.message_id = 0 AND u.fate = 'refused' AND u.reason = $2
ON CONFLICT (article, recipient, message_id) DO NOTHING

-- name: brake_forget
DELETE FROM undelivered
WHERE broadcast = $1 AND recipient >= $3 AND message_id = 0 AND fate = 'refused' AND reason = $2
  AND EXISTS (SELECT 1 FROM claim c
              WHERE c.article = (SELECT article FROM broadcast WHERE id = $1) AND c.recipient = undelivered.recipient
                AND c.message_id = 0 AND c.broadcast + 0 = undelivered.broadcast)

-- name: broadcast_resume
-- By hand: after a pause, a content error or a quarantine.
UPDATE broadcast SET state = 'open', reason = '', crash_count = 0 WHERE id = $1 AND state IN ('paused', 'stopped', 'quarantined')

-- name: broadcast_cancel
UPDATE broadcast SET state = 'cancelled', finished_at = now_ms(), retry_cursor = NULL WHERE id = $1 AND finished_at IS NULL

-- name: broadcast_close
UPDATE broadcast SET closing = 1 WHERE id = $1 AND finished_at IS NOT NULL

-- name: broadcasts_close
-- Broadcasts that have ended but still have waiting claims.
UPDATE broadcast SET closing = 1
WHERE finished_at IS NOT NULL AND closing = 0 AND id IN (SELECT broadcast FROM claim WHERE state = 'waiting')
RETURNING id

-- name: broadcasts_closing
SELECT id FROM broadcast WHERE closing = 1 ORDER BY id LIMIT 1

-- name: claims_close
-- Deletes up to $2 waiting claims of a broadcast that has ended. `tries - unsent`: tries with an unknown outcome.
DELETE FROM claim
WHERE state = 'waiting' AND (article, recipient, message_id) IN (
    SELECT article, recipient, message_id FROM claim WHERE broadcast = $1 AND state = 'waiting' LIMIT $2)
RETURNING recipient, message_id, tries - unsent

-- name: broadcast_closed
-- Only when no claim waits any more. A claim that was deleted with a forgotten chat makes a step find fewer than it
-- asked for, although it was not the last step.
UPDATE broadcast SET closing = 0
WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM claim c WHERE c.broadcast = broadcast.id AND c.state = 'waiting')

-- name: article_recall
-- The recall is a new version. So every copy shows an older one and has to change.
UPDATE article SET state = 'recalled', version = version + 1, shown_since = version + 1, card_since = version + 1
WHERE key = $1 AND state = 'live'

-- name: receipt_undeletable
UPDATE receipt SET hours = -1 WHERE article = $1 AND recipient = $2 AND message_id = $3

-- name: broadcasts_open
-- Every open broadcast, with what the scheduler needs to choose one. A push is judged also while pushes are halted.
-- `due`: when the first waiting claim is due; 0 while the unreached are tried again.
-- `out`: when the newest claim in flight was taken; asked only while the present version is unproven (the canary).
-- A title test holds the cursor behind its sample until a title is chosen. What waits of the sample still leaves.
SELECT i.id, i.kind, i.urgency, i.article, i.rubric, i.cursor, i.cursor_message,
       CASE WHEN i.exhausted = 1 OR EXISTS (SELECT 1 FROM title_test t WHERE t.article = i.article AND t.state = 'open'
                                            AND i.kind = 'push' AND i.cursor >= t.up_to) THEN 1 ELSE 0 END,
       i.total, i.delivered + i.gone + i.refused + i.unknown,
       CASE WHEN i.retry_cursor IS NULL
            THEN (SELECT min(c.due_at) FROM claim c WHERE c.broadcast = i.id AND c.state = 'waiting') ELSE 0 END AS due,
       i.proven >= a.shown_since AS proven,
       CASE WHEN i.proven >= a.shown_since THEN 0
            ELSE coalesce((SELECT max(c.claimed_at) FROM claim c WHERE c.broadcast = i.id AND c.state = 'taken'), 0)
       END AS out,
       i.note_of, i.judged
FROM broadcast i JOIN article a ON a.key = i.article
-- An open broadcast has no `finished_at`. The condition repeats it, so that the index of unfinished ones is used.
WHERE i.state = 'open' AND i.finished_at IS NULL
  AND (i.kind IN ('edit', 'recall') OR i.judged = 0 OR NOT EXISTS (SELECT 1 FROM meta WHERE name = 'halted'))
  AND (NOT EXISTS (SELECT 1 FROM title_test t
                   WHERE t.article = i.article AND t.state = 'open' AND i.kind = 'push' AND i.cursor >= t.up_to)
       OR i.retry_cursor IS NOT NULL
       OR EXISTS (SELECT 1 FROM claim c WHERE c.broadcast = i.id AND c.state = 'waiting'))
  -- Broadcasts that were out at a crash are sent one at a time. So the next crash shows which of them caused it.
  AND (i.crash_count <= 0 OR NOT EXISTS (SELECT 1 FROM claim c JOIN broadcast other ON other.id = c.broadcast
                                    WHERE c.state = 'taken' AND other.crash_count > 0 AND other.id <> i.id))
ORDER BY i.id

-- name: broadcast_head
-- The cursor of one broadcast, inside the transaction that claims. No row when it is not open, or pushes are halted.
SELECT i.cursor, i.cursor_message,
       CASE WHEN i.exhausted = 1 OR EXISTS (SELECT 1 FROM title_test t WHERE t.article = i.article AND t.state = 'open'
                                            AND i.kind = 'push' AND i.cursor >= t.up_to) THEN 1 ELSE 0 END,
       a.version, a.shown_since, a.language, a.state, a.accepted_at,
       i.proven >= a.shown_since,
       CASE WHEN i.proven >= a.shown_since THEN 0
            ELSE coalesce((SELECT max(c.claimed_at) FROM claim c WHERE c.broadcast = i.id AND c.state = 'taken'), 0) END,
       i.retry_cursor, CASE WHEN EXISTS (SELECT 1 FROM digest d WHERE d.article = a.key) THEN 1 ELSE 0 END,
       CASE WHEN EXISTS (SELECT 1 FROM title_test t WHERE t.article = a.key AND t.state = 'open') THEN 1 ELSE 0 END
FROM broadcast i JOIN article a ON a.key = i.article
WHERE i.id = $1 AND i.state = 'open'
  AND (i.kind IN ('edit', 'recall') OR NOT EXISTS (SELECT 1 FROM meta WHERE name = 'halted'))
  -- Broadcasts that were out at a crash are sent one at a time. So the next crash shows which of them caused it.
  AND (i.crash_count <= 0 OR NOT EXISTS (SELECT 1 FROM claim c JOIN broadcast other ON other.id = c.broadcast
                                    WHERE c.state = 'taken' AND other.crash_count > 0 AND other.id <> i.id))

-- name: broadcast_advance
UPDATE broadcast SET cursor = $2, cursor_message = $3, exhausted = $4 WHERE id = $1

-- name: broadcast_count
-- Progress resets the crash count. It becomes -1, because the next start adds 1 for the crash that ends this run.
UPDATE broadcast
SET delivered = delivered + $2, gone = gone + $3, refused = refused + $4, unknown = unknown + $5,
    proven = CASE WHEN $6 > proven THEN $6 ELSE proven END,
    crash_count = CASE WHEN $2 + $3 + $4 > 0 THEN -1 ELSE crash_count END
WHERE id = $1

-- name: broadcast_count_duplicates
-- $2 more of the delivered may have come twice.
UPDATE broadcast SET possible_duplicates = possible_duplicates + $2 WHERE id = $1

-- name: broadcast_stop
UPDATE broadcast SET state = 'stopped', reason = $2 WHERE id = $1 AND state = 'open'

-- name: broadcast_finish
-- Only when its cursor is at the end and it has no claim left. `total` is exact from now on.
UPDATE broadcast
SET state = 'done', finished_at = now_ms(), total = delivered + gone + refused + unknown
WHERE id = $1 AND state = 'open' AND exhausted = 1 AND retry_cursor IS NULL
  AND NOT EXISTS (SELECT 1 FROM claim c WHERE c.broadcast = broadcast.id)

-- name: broadcast_measure
UPDATE broadcast SET total = $2 WHERE id = $1 AND total < 0

-- name: broadcasts_unmeasured
SELECT i.id, i.kind, i.article, i.rubric, a.language, a.shown_since, i.note_of
FROM broadcast i JOIN article a ON a.key = i.article
WHERE i.state = 'open' AND i.finished_at IS NULL AND i.total < 0 AND i.judged = 1

-- name: count_copies
SELECT count(*) FROM receipt WHERE article = $1 AND version < $2

-- name: claims_due
-- Waiting claims that are due, with the chat as it is now.
-- The CASE: 1, the chat still wants it; 0, it follows no more; -1, it has a copy from a recipient that was merged into it.
-- `c.tries - c.unsent`: how many tries had an unknown outcome. The last line: what may keep a push back now.
SELECT c.recipient, c.message_id, c.tries, r.chat_id, r.topic, r.kind, r.language, r.state,
       coalesce(w.until_at, 0),
       CASE WHEN c.message_id > 0 THEN 1
            WHEN EXISTS (SELECT 1 FROM receipt any_copy
                         WHERE any_copy.article = c.article AND any_copy.recipient = c.recipient) THEN -1
            WHEN r.state <> 'active' THEN 0
            WHEN r.article_languages <> ''
                 AND (' ' || r.article_languages || ' ') NOT LIKE ('% ' || $4 || ' %') THEN 0
            WHEN v.wanted IS NOT NULL THEN v.wanted
            WHEN coalesce((SELECT s.mode FROM subscription s WHERE s.recipient = r.id AND s.rubric = $5),
                          -- Sent again after a merge of rubrics: a follower of the old one follows the new one now.
                          (SELECT s.mode FROM rubric old JOIN subscription s ON s.rubric = old.merged_into
                           WHERE old.key = $5 AND old.merged_into > 0 AND s.recipient = r.id AND s.mode = 'now'),
                          (SELECT s.mode FROM subscription s WHERE s.recipient = r.id AND s.rubric = 0)) = 'now' THEN 1
            ELSE 0 END,
       coalesce(had.hours, 0),
       CASE WHEN coalesce(v.story, 0) > 0 THEN coalesce((
           SELECT max(had.message_id) FROM story_article part JOIN receipt had ON had.article = part.article
           WHERE part.story = v.story AND part.article < c.article AND had.recipient = c.recipient AND had.message_id > 0), 0)
       ELSE 0 END,
       coalesce(had.shape, 0), c.plain, c.tries - c.unsent, r.sound, r.layout, r.signs,
       r.quiet, r.zone, r.breaking_passes, r.cap, r.cap_day, r.cap_count, r.digest_next, c.claimed_at
FROM claim c
JOIN recipient r ON r.id = c.recipient
LEFT JOIN verdict v ON v.article = c.article AND v.recipient = c.recipient AND c.message_id = 0
LEFT JOIN receipt had ON had.article = c.article AND had.recipient = c.recipient AND had.message_id = c.message_id
LEFT JOIN chat_wait w ON w.chat_id = r.chat_id
WHERE c.broadcast = $1 AND c.state = 'waiting' AND c.due_at <= $2
ORDER BY c.due_at LIMIT $3

-- name: followers
-- The next $3 followers after the cursor ($2), in its order: of the rubric ($1), of all rubrics without a row for this
-- one, and those whom an alert or a followed story of their own brings it (`verdict`). A follower of a story gets it as a
-- reply to the last article of that story. It reads at most $4 index entries, so a step stays
-- short although it passes over some recipients: those who want
-- other languages than $5, those with a copy or a claim of article $6, and the undelivered of broadcast $7.
SELECT f.recipient, r.chat_id, r.topic, r.kind, r.language, coalesce(w.until_at, 0), r.quiet, r.zone, r.breaking_passes,
       r.sound,
       CASE WHEN coalesce(v.story, 0) > 0 THEN coalesce((
           SELECT max(had.message_id) FROM story_article part JOIN receipt had ON had.article = part.article
           WHERE part.story = v.story AND part.article < $6 AND had.recipient = f.recipient AND had.message_id > 0), 0)
       ELSE 0 END,
       r.layout, r.cap, r.cap_day, r.cap_count, r.digest_next, r.night_asked, r.signs
FROM (
    SELECT recipient FROM (
        SELECT recipient FROM subscription WHERE rubric = $1 AND mode = 'now' AND live = 1 AND recipient > $2
        UNION ALL
        SELECT s.recipient FROM subscription s
        WHERE s.rubric = 0 AND s.mode = 'now' AND s.live = 1 AND s.recipient > $2
          AND NOT EXISTS (SELECT 1 FROM subscription own WHERE own.recipient = s.recipient AND own.rubric = $1)
        UNION ALL
        SELECT own.recipient FROM verdict own
        WHERE own.article = $6 AND own.wanted = 1 AND own.recipient > $2
          AND coalesce((SELECT s.mode FROM subscription s WHERE s.recipient = own.recipient AND s.rubric = $1),
                       (SELECT s.mode FROM subscription s WHERE s.recipient = own.recipient AND s.rubric = 0), 'off') <> 'now'
    ) either ORDER BY recipient LIMIT $4
) f
JOIN recipient r ON r.id = f.recipient
LEFT JOIN chat_wait w ON w.chat_id = r.chat_id
LEFT JOIN verdict v ON v.article = $6 AND v.recipient = f.recipient
WHERE (r.article_languages = '' OR (' ' || r.article_languages || ' ') LIKE ('% ' || $5 || ' %'))
  AND (v.wanted IS NULL OR (v.wanted = 1 AND r.state = 'active'))
  AND NOT EXISTS (SELECT 1 FROM receipt had WHERE had.article = $6 AND had.recipient = f.recipient)
  AND NOT EXISTS (SELECT 1 FROM claim c WHERE c.article = $6 AND c.recipient = f.recipient AND c.message_id = 0)
  AND NOT EXISTS (SELECT 1 FROM undelivered u WHERE u.broadcast = $7 AND u.recipient = f.recipient)
ORDER BY f.recipient LIMIT $3

-- name: followers_window
-- How many of the next $3 index entries after the cursor there are, and the last of them.
SELECT count(*), coalesce(max(recipient), 0) FROM (
    SELECT recipient FROM (
        SELECT recipient FROM subscription WHERE rubric = $1 AND mode = 'now' AND live = 1 AND recipient > $2
        UNION ALL
        SELECT s.recipient FROM subscription s
        WHERE s.rubric = 0 AND s.mode = 'now' AND s.live = 1 AND s.recipient > $2
          AND NOT EXISTS (SELECT 1 FROM subscription own WHERE own.recipient = s.recipient AND own.rubric = $1)
        UNION ALL
        SELECT own.recipient FROM verdict own
        WHERE own.article = $4 AND own.wanted = 1 AND own.recipient > $2
          AND coalesce((SELECT s.mode FROM subscription s WHERE s.recipient = own.recipient AND s.rubric = $1),
                       (SELECT s.mode FROM subscription s WHERE s.recipient = own.recipient AND s.rubric = 0), 'off') <> 'now'
    ) either ORDER BY recipient LIMIT $3
) looked

-- name: copies
-- The next $5 copies after the cursor with an older version than the present card ($4), in the order of the key. It reads
-- at most $6 receipts. A copy with a claim is left out: it is being changed already.
SELECT f.recipient, f.message_id, r.chat_id, r.topic, r.kind, r.language, r.state, coalesce(w.until_at, 0), f.hours,
       f.shape, r.signs
FROM (
    SELECT recipient, message_id, version, hours, shape FROM receipt
    WHERE article = $1 AND (recipient, message_id) > ($2, $3)
    ORDER BY recipient, message_id LIMIT $6
) f
JOIN recipient r ON r.id = f.recipient
LEFT JOIN chat_wait w ON w.chat_id = r.chat_id
WHERE f.version < $4
  -- A copy of the whole text (shape 4 and more) changes more often than one of the card.
  AND (f.shape >= 4 OR f.version < (SELECT card_since FROM article WHERE key = $1))
  AND NOT EXISTS (SELECT 1 FROM claim c
                  WHERE c.article = $1 AND c.recipient = f.recipient AND c.message_id = f.message_id)
  AND NOT EXISTS (SELECT 1 FROM undelivered u
                  WHERE u.broadcast = $7 AND u.recipient = f.recipient AND u.message_id = f.message_id)
ORDER BY f.recipient, f.message_id LIMIT $5

-- name: copies_window
SELECT recipient, message_id FROM receipt
WHERE article = $1 AND (recipient, message_id) > ($2, $3)
ORDER BY recipient, message_id LIMIT 1 OFFSET $4

-- name: claim_add
-- $8: now (`now`), which is asked once for all claims of a step.
INSERT INTO claim (article, recipient, message_id, broadcast, state, run, tries, claimed_at, due_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT (article, recipient, message_id) DO NOTHING

-- name: claim_correction
-- Only for a copy that still exists and is in reach: the chat may have moved, been merged or been forgotten meanwhile.
INSERT INTO claim (article, recipient, message_id, broadcast, state, run, tries, claimed_at, due_at)
SELECT article, recipient, message_id, $4, 'waiting', 0, 0, now_ms(), 0 FROM receipt
WHERE article = $1 AND recipient = $2 AND message_id = $3 AND message_id > 0
ON CONFLICT (article, recipient, message_id) DO NOTHING

-- name: claim_take
UPDATE claim SET state = 'taken', run = $4, tries = tries + 1, claimed_at = now_ms(), due_at = 0
WHERE article = $1 AND recipient = $2 AND message_id = $3 AND state = 'waiting'

-- name: claim_postpone
UPDATE claim SET due_at = $4 WHERE article = $1 AND recipient = $2 AND message_id = $3 AND state = 'waiting'

-- name: claim_give_back
-- $4 is added to the tries: -1 when nothing was sent, 0 when the outcome is unknown; then its run is kept as `unanswered`.
UPDATE claim SET state = 'waiting', run = 0, tries = tries + CAST($4 AS bigint), due_at = $5,
                 unanswered = CASE WHEN CAST($4 AS bigint) = 0 THEN run ELSE unanswered END
WHERE article = $1 AND recipient = $2 AND message_id = $3 AND state = 'taken' AND run = $6

-- name: claim_moved
-- Whether the surviving recipient's claim came from the recipient that was merged into it (see merge_tell_apart).
SELECT 1 FROM claim WHERE article = $1 AND recipient = $2 AND message_id = $3 AND due_at >= 0

-- name: claim_drop
DELETE FROM claim WHERE article = $1 AND recipient = $2 AND message_id = $3

-- name: claim_settle
-- The claim of a correction stays when another run than $5 has it in flight: that may still take effect, over the next one.
DELETE FROM claim
WHERE article = $1 AND recipient = $2 AND message_id = $3 AND broadcast = $4
  AND (message_id = 0 OR state = 'waiting' OR run = $5)

-- name: claim_settle_any
-- The claim of this copy, of any broadcast. 1: the message was sent before, as in claim_sent_before.
DELETE FROM claim
WHERE article = $1 AND recipient = $2 AND message_id = $3 AND (message_id = 0 OR state = 'waiting' OR run = $4)
RETURNING broadcast, CASE WHEN message_id = 0 AND tries - unsent > 1 THEN 1 ELSE 0 END

-- name: claim_sent_before
-- A row if this message was sent before with an unknown outcome.
SELECT 1 FROM claim
WHERE article = $1 AND recipient = $2 AND message_id = 0 AND broadcast = $3 AND tries - unsent > 1

-- name: receipt_add
-- $6: the chat id it was sent to. If the recipient has another one by now, the copy is out of reach and its id negative.
INSERT INTO receipt (article, recipient, message_id, version, hours, shape)
SELECT $1, id, CASE WHEN chat_id = $6 THEN CAST($3 AS bigint) ELSE -CAST($3 AS bigint) END, $4, $5, $7
FROM recipient WHERE id = $2
ON CONFLICT (article, recipient, message_id)
DO UPDATE SET version = CASE WHEN excluded.version > receipt.version THEN excluded.version ELSE receipt.version END

-- name: receipt_changed
-- The copy shows version $4 now. A late answer about an older version changes nothing.
UPDATE receipt SET version = $4 WHERE article = $1 AND recipient = $2 AND message_id = $3 AND version < $4

-- name: receipt_drop
DELETE FROM receipt WHERE article = $1 AND recipient = $2 AND message_id = $3

-- name: article_shown
SELECT shown_since, state, version FROM article WHERE key = $1

-- name: undelivered_add
INSERT INTO undelivered (broadcast, recipient, message_id, fate, reason, at)
SELECT $1, id, $3, $4, $5, now_ms() FROM recipient WHERE id = $2
ON CONFLICT (broadcast, recipient, message_id) DO UPDATE SET fate = excluded.fate, reason = excluded.reason

-- name: alias_of
SELECT new_id FROM recipient_alias WHERE old_id = $1

-- name: recipient_gone
-- Only if the recipient gave no sign ($5) since the message was claimed, at $4: a refusal from before its return says
-- nothing. Signs are counted, since the clock may be set between the claim and the return.
UPDATE recipient
SET state = $2, reason = $3, changed_at = now_ms(), paused_until = 0,
    away_since = CASE WHEN state = 'active' AND absence NOT IN ('away', 'asked') THEN $4 ELSE away_since END,
    absence = CASE WHEN state = 'active' THEN 'away' ELSE absence END
WHERE id = $1 AND state IN ('active', 'paused', 'stopped') AND signs = $5

-- name: chat_waits
INSERT INTO chat_wait (chat_id, until_at) VALUES ($1, $2)
ON CONFLICT (chat_id) DO UPDATE SET until_at = CASE WHEN excluded.until_at > chat_wait.until_at
                                                    THEN excluded.until_at ELSE chat_wait.until_at END

-- name: chat_waits_over
DELETE FROM chat_wait WHERE until_at < $1

-- name: run_begin
INSERT INTO run (started_at) VALUES (now_ms()) RETURNING id

-- name: runner_begin
INSERT INTO runner (run, number, step) VALUES ($1, $2, 0)

-- name: runner_step
UPDATE runner SET step = $3 WHERE run = $1 AND number = $2 AND step = $3 - 1

-- name: broadcast_step_failed
UPDATE broadcast SET crash_count = CASE WHEN crash_count < 0 THEN 1 ELSE crash_count + 1 END WHERE id = $1 AND finished_at IS NULL

-- name: broadcasts_quarantine
-- Quarantines what crashed so often ($1) without progress and still has something to do, until an owner resumes it.
UPDATE broadcast SET state = 'quarantined', reason = $2
WHERE state = 'open' AND crash_count >= $1
  AND (exhausted = 0 OR retry_cursor IS NOT NULL OR EXISTS (SELECT 1 FROM claim c WHERE c.broadcast = broadcast.id))
RETURNING id, article

-- name: stopped_give_up
-- What run $1, which was asked to stop, does not know is never sent again: what is out, and what waits for its next try
-- because a call had no answer. Corrections are not concerned: made twice, they change nothing.
INSERT INTO undelivered (broadcast, recipient, message_id, fate, reason, at)
SELECT broadcast, recipient, message_id, 'unknown', 'cut-off', now_ms()
FROM claim
WHERE message_id = 0 AND ((state = 'taken' AND run = $1) OR (state = 'waiting' AND unanswered = $1))
ON CONFLICT (broadcast, recipient, message_id) DO NOTHING

-- name: stopped_count
UPDATE broadcast SET unknown = unknown + (
    SELECT count(*) FROM claim c
    WHERE c.broadcast = broadcast.id AND c.message_id = 0
      AND ((c.state = 'taken' AND c.run = $1) OR (c.state = 'waiting' AND c.unanswered = $1)))
WHERE id IN (SELECT broadcast FROM claim
             WHERE message_id = 0 AND ((state = 'taken' AND run = $1) OR (state = 'waiting' AND unanswered = $1)))

-- name: stopped_drop
DELETE FROM claim
WHERE message_id = 0 AND ((state = 'taken' AND run = $1) OR (state = 'waiting' AND unanswered = $1))

-- name: crashed_mark
-- Counts a crash for each broadcast that had messages out when the process ended: one of these may have ended it.
UPDATE broadcast SET crash_count = crash_count + 1
WHERE finished_at IS NULL AND id IN (SELECT broadcast FROM claim WHERE state = 'taken')

-- name: crashed_give_up
-- Claims of an earlier run that had their last try, or whose push has ended, are not sent again. Their outcome is unknown.
INSERT INTO undelivered (broadcast, recipient, message_id, fate, reason, at)
SELECT c.broadcast, c.recipient, c.message_id, 'unknown', 'cut-off', now_ms()
FROM claim c JOIN broadcast i ON i.id = c.broadcast
WHERE c.state = 'taken' AND c.message_id = 0 AND (c.tries >= $1 OR i.finished_at IS NOT NULL)
ON CONFLICT (broadcast, recipient, message_id) DO NOTHING

-- name: crashed_count
UPDATE broadcast SET unknown = unknown + (
    SELECT count(*) FROM claim c WHERE c.broadcast = broadcast.id AND c.state = 'taken' AND c.message_id = 0
      AND (c.tries >= $1 OR broadcast.finished_at IS NOT NULL))
WHERE id IN (SELECT DISTINCT broadcast FROM claim WHERE state = 'taken')

-- name: crashed_drop
DELETE FROM claim
WHERE state = 'taken' AND message_id = 0
  AND (tries >= $1 OR broadcast IN (SELECT id FROM broadcast WHERE finished_at IS NOT NULL))

-- name: crashed_free
-- Every other claim of an earlier run is sent again. A correction waits first, because an older one may still take effect.
UPDATE claim
SET state = 'waiting', run = 0, due_at = CASE WHEN message_id = 0 THEN now_ms() ELSE claimed_at + $1 END
WHERE state = 'taken'

-- name: crashed_waits
-- The clock may have been set back. No claim has to wait longer than $1; what Telegram demands is in `chat_wait`.
UPDATE claim SET due_at = now_ms() + $1 WHERE state = 'waiting' AND due_at > now_ms() + $1

-- name: crashed_last
-- A message whose next try is its last ($2 in all) waits until this run is $1 old. A process that crashes again and again
-- at its start would use up that try without sending the message.
UPDATE claim SET due_at = now_ms() + $1 WHERE state = 'waiting' AND message_id = 0 AND tries >= $2 - 1

-- name: clock_claims
UPDATE claim SET due_at = CASE WHEN state = 'waiting' THEN due_at + $1 ELSE due_at END,
                 claimed_at = CASE WHEN claimed_at = 0 THEN 0 ELSE claimed_at + $1 END

-- name: clock_chat_waits
UPDATE chat_wait SET until_at = until_at + $1

-- name: next_due
-- When the next waiting claim of an open broadcast is due.
SELECT min(c.due_at) FROM broadcast i JOIN claim c ON c.broadcast = i.id AND c.state = 'waiting' WHERE i.state = 'open'

-- name: receipts_forget
-- Deletes up to $2 receipts of the oldest article with receipts, if it was accepted before $1. Keys grow with time, so
-- the smallest is the oldest. Corrections cannot reach those copies any more.
DELETE FROM receipt
WHERE (article, recipient, message_id) IN (
    SELECT article, recipient, message_id FROM receipt
    WHERE article = (SELECT key FROM article WHERE key = (SELECT min(article) FROM receipt) AND accepted_at < $1)
    LIMIT $2)

-- name: broadcast_counts
SELECT i.id, a.id, i.kind, i.state, i.total, i.delivered, i.gone, i.refused, i.unknown, i.possible_duplicates, i.created_at,
       i.reason
FROM broadcast i JOIN article a ON a.key = i.article ORDER BY i.id
