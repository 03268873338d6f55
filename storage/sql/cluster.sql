-- Leases and updates, for whoever shares the database. What SQLite cannot do alone stands in sql/postgres/cluster.sql.

-- name: lease_take
-- The holder again, or anybody after it has passed; one that lies further away than two of its lengths is void, for the
-- clock was set back.
INSERT INTO lease (name, holder, until_at) VALUES ($1, $2, now_ms() + $3)
ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until_at = excluded.until_at
WHERE lease.holder = excluded.holder OR lease.until_at < now_ms() OR lease.until_at > now_ms() + 2 * $3

-- name: lease_drop
DELETE FROM lease WHERE name = $1 AND holder = $2

-- name: update_take
-- One instance has it: whoever asks first, or after an instance that was at it has gone. Of another update that had the
-- same number nothing is kept.
INSERT INTO update_taken (update_id, said, state, holder, until_at) VALUES ($1, $2, 'taken', $3, now_ms() + $4)
ON CONFLICT (update_id) DO UPDATE
SET said = excluded.said, state = 'taken', holder = excluded.holder, until_at = excluded.until_at
WHERE update_taken.said <> excluded.said OR (update_taken.state = 'taken' AND update_taken.until_at < now_ms())

-- name: update_state
SELECT state FROM update_taken WHERE update_id = $1

-- name: updates_done
SELECT update_id, said, CASE WHEN holder = 'unanswered' THEN 0 ELSE 1 END FROM update_taken
WHERE update_id BETWEEN $1 AND $2 AND state = 'done'

-- name: update_renew
UPDATE update_taken SET until_at = now_ms() + $3 WHERE update_id = $1 AND holder = $2 AND state = 'taken'

-- name: update_done
UPDATE update_taken SET state = 'done', until_at = now_ms() WHERE update_id = $1

-- name: update_remember
-- Nobody else takes updates where they are polled: they are written down when they have been acted on.
INSERT INTO update_taken (update_id, said, state, holder, until_at) VALUES ($1, $2, 'done', '', now_ms())
ON CONFLICT (update_id) DO UPDATE SET said = excluded.said, state = 'done', holder = '', until_at = now_ms()

-- name: update_acted
-- The same in the commit of what it has done; whether it is answered shows when its handler ends.
INSERT INTO update_taken (update_id, said, state, holder, until_at) VALUES ($1, $2, 'done', 'unanswered', now_ms())
ON CONFLICT (update_id) DO UPDATE SET said = excluded.said, state = 'done', holder = 'unanswered', until_at = now_ms()

-- name: update_let_go
-- It was not handled: whoever gets it next may take it at once.
DELETE FROM update_taken WHERE update_id = $1 AND holder = $2 AND state = 'taken'

-- name: updates_forget
DELETE FROM update_taken WHERE until_at < now_ms() - $1

-- name: broadcast_lock
-- SQLite has one writer; PostgreSQL locks the row.
SELECT id FROM broadcast WHERE id = $1

-- name: broadcasts_lock
SELECT id FROM broadcast WHERE article = $1 ORDER BY id

-- name: broadcasts_lock_unfinished
SELECT id FROM broadcast WHERE finished_at IS NULL ORDER BY id + 0

-- name: claim_held
SELECT 1 FROM claim WHERE article = $1 AND recipient = $2 AND message_id = $3 AND state = 'taken' AND run = $4
