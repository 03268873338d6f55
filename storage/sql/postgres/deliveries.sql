-- Statements that PostgreSQL writes differently.

-- name: data_version
-- Changes with every commit of any process that wrote something.
SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint

-- name: broadcast_head
-- The cursor of one broadcast, inside the transaction that claims. Locks its row until the commit, because several
-- processes may work on it. No row when it is not open, or pushes are halted.
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
FOR NO KEY UPDATE OF i

-- name: broadcast_braked
-- Waits for a commit that brakes it. The state is read from the locked row, not from the snapshot.
SELECT 1 FROM (SELECT state, reason FROM broadcast WHERE id = $1 FOR NO KEY UPDATE) locked
WHERE locked.state = 'paused' AND locked.reason = $2

-- name: alone
-- One such transaction at a time, until its commit: no other changes what it reads before it writes.
SELECT pg_advisory_xact_lock(1516785241)
