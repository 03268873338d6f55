-- Notes: messages that tell the holders of a copy what was wrong in it.

-- name: note_add
INSERT INTO note (article, about, since) VALUES ($1, $2, $3)

-- name: notes_about
SELECT article FROM note WHERE about = $1 ORDER BY article

-- name: note_broadcast_add
-- Sent after the corrections of copies, so that a reader who follows the reply back finds the right version.
INSERT INTO broadcast (kind, urgency, state, article, rubric, note_of, up_to, created_at)
VALUES ('push', 'edit', 'open', $1, $2, $3, $4, now_ms())

-- name: holders
-- The next recipients after the cursor ($4) that hold a copy of the corrected article ($3), each with its newest copy.
-- It looks at $6 holders at most. It passes over recipients that have the note ($2), wait for it, or were given up
-- ($1: the broadcast). The last row tells the last holder it looked at and how many these were, known only if the
-- rows are few. One statement gives both: a copy deleted between two statements would move that end over a holder that
-- was never looked at.
WITH found AS MATERIALIZED (
    SELECT f.recipient, r.chat_id, r.topic, r.kind, r.language, r.state, coalesce(w.until_at, 0) AS until_at, f.newest, r.sound,
           r.signs
    FROM (
        SELECT recipient, max(message_id) AS newest FROM receipt
        WHERE article = $3 AND recipient > $4 AND recipient <= (SELECT up_to FROM broadcast WHERE id = $1)
        GROUP BY recipient ORDER BY recipient LIMIT $6
    ) f
    JOIN recipient r ON r.id = f.recipient
    LEFT JOIN chat_wait w ON w.chat_id = r.chat_id
    WHERE NOT EXISTS (SELECT 1 FROM receipt had WHERE had.article = $2 AND had.recipient = f.recipient)
      AND NOT EXISTS (SELECT 1 FROM claim c WHERE c.article = $2 AND c.recipient = f.recipient AND c.message_id = 0)
      AND NOT EXISTS (SELECT 1 FROM undelivered u WHERE u.broadcast = $1 AND u.recipient = f.recipient)
    ORDER BY f.recipient LIMIT $5
), looked AS (
    SELECT count(*) AS entries, coalesce(max(recipient), 0) AS last
    FROM (
        SELECT DISTINCT recipient FROM receipt
        WHERE article = $3 AND recipient > $4 AND recipient <= (SELECT up_to FROM broadcast WHERE id = $1)
        ORDER BY recipient LIMIT $6
    ) entry
    WHERE (SELECT count(*) FROM found) < $5
)
SELECT 0 AS mark, recipient, chat_id, topic, kind, language, state, until_at, newest, sound, signs FROM found
UNION ALL
SELECT 1, last, entries, 0, '', '', '', 0, 0, '', 0 FROM looked
ORDER BY mark, recipient

-- name: count_holders
SELECT count(DISTINCT recipient) FROM receipt
WHERE article = $1 AND recipient <= (SELECT up_to FROM broadcast WHERE id = $2)

-- name: note_claims_due
-- As claims_due. -1: it has the note by now. 0: it gets no messages any more. 1: it waits for the note.
SELECT c.recipient, c.message_id, c.tries, r.chat_id, r.topic, r.kind, r.language, r.state, coalesce(w.until_at, 0),
       CASE WHEN EXISTS (SELECT 1 FROM receipt any_copy
                         WHERE any_copy.article = c.article AND any_copy.recipient = c.recipient) THEN -1
            WHEN r.state <> 'active' THEN 0
            ELSE 1 END,
       0,
       coalesce((SELECT max(had.message_id) FROM receipt had
                 WHERE had.article = $4 AND had.recipient = c.recipient AND had.message_id > 0), 0),
       0, 0, c.tries - c.unsent, r.sound, 'normal', r.signs
FROM claim c
JOIN recipient r ON r.id = c.recipient
LEFT JOIN chat_wait w ON w.chat_id = r.chat_id
WHERE c.broadcast = $1 AND c.state = 'waiting' AND c.due_at <= $2
ORDER BY c.due_at LIMIT $3

-- name: notes_missed
-- Notes that the holder of a copy of this version ($2), recorded only now, has still to get.
SELECT i.id FROM note n JOIN broadcast i ON i.article = n.article AND i.kind = 'push'
WHERE n.about = $1 AND n.since > $2 AND i.state IN ('open', 'paused', 'quarantined', 'done') ORDER BY i.id

-- name: note_claim_late
INSERT INTO claim (article, recipient, message_id, broadcast, state, run, tries, claimed_at, due_at)
SELECT i.article, r.id, 0, i.id, 'waiting', 0, 0, now_ms(), 0 FROM broadcast i, recipient r
WHERE i.id = $1 AND r.id = $2
  AND NOT EXISTS (SELECT 1 FROM receipt had WHERE had.article = i.article AND had.recipient = r.id)
  AND NOT EXISTS (SELECT 1 FROM undelivered u WHERE u.broadcast = i.id AND u.recipient = r.id)
ON CONFLICT (article, recipient, message_id) DO NOTHING
