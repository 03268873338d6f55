-- Leases and updates of the processes that share a database. PostgreSQL's own statements are in sql/postgres/cluster.sql.

-- name: lease_take
-- The holder renews its lease; another process takes it when it has expired. A lease that ends later than twice its
-- length from now is void: the clock was set back.
INSERT INTO lease (name, holder, until_at) VALUES ($1, $2, now_ms() + $3)
ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until_at = excluded.until_at
WHERE lease.holder = excluded.holder OR lease.until_at < now_ms() OR lease.until_at > now_ms() + 2 * $3

-- name: lease_drop
DELETE FROM lease WHERE name = $1 AND holder = $2

-- name: update_take
-- One instance works on an update: the first that asks, or another one when its time has passed. A different update with
-- the same number replaces the row.
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
-- Only one process polls, so an update is not taken first: it is stored after it was acted on.
INSERT INTO update_taken (update_id, said, state, holder, until_at) VALUES ($1, $2, 'done', '', now_ms())
ON CONFLICT (update_id) DO UPDATE SET said = excluded.said, state = 'done', holder = '', until_at = now_ms()

-- name: update_acted
-- The same, in the commit of the update's effect. It stays 'unanswered' until its handler ends.
INSERT INTO update_taken (update_id, said, state, holder, until_at) VALUES ($1, $2, 'done', 'unanswered', now_ms())
ON CONFLICT (update_id) DO UPDATE SET said = excluded.said, state = 'done', holder = 'unanswered', until_at = now_ms()

-- name: update_let_go
-- The update was not handled: the next instance that gets it may take it at once.
DELETE FROM update_taken WHERE update_id = $1 AND holder = $2 AND state = 'taken'

-- name: updates_forget
DELETE FROM update_taken WHERE until_at < $1

-- name: broadcast_lock
-- SQLite needs no lock, because it has one writer. PostgreSQL locks the row.
SELECT id FROM broadcast WHERE id = $1

-- name: broadcasts_lock
SELECT id FROM broadcast WHERE article = $1 ORDER BY id

-- name: broadcasts_lock_unfinished
SELECT id FROM broadcast WHERE finished_at IS NULL ORDER BY id + 0

-- name: verdicts_lock
SELECT 1

-- name: claim_held
SELECT 1 FROM claim WHERE article = $1 AND recipient = $2 AND message_id = $3 AND state = 'taken' AND run = $4
