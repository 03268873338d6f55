-- Several processes on one database. All times here are those of the database's clock.

-- name: shared_now
SELECT now_us()

-- name: broadcast_lock
-- A transaction that changes a broadcast, its claims or what its article shows locks the broadcast's row until its commit.
-- It locks several in the order of their ids, so that two processes never wait for each other. Others may still add claims.
SELECT id FROM broadcast WHERE id = $1 FOR NO KEY UPDATE

-- name: broadcasts_lock
SELECT id FROM broadcast WHERE article = $1 ORDER BY id FOR NO KEY UPDATE

-- name: broadcasts_lock_unfinished
SELECT id FROM broadcast WHERE finished_at IS NULL ORDER BY id FOR NO KEY UPDATE

-- name: verdicts_lock
-- A process that judges a push and a chat that changes its words wait for each other, or a verdict by the old words could
-- overwrite one by the new ones. Not by the broadcast's row: the chat's transaction holds the row of its recipient, and a
-- step of delivery takes these two the other way round.
SELECT pg_advisory_xact_lock(1815)

-- name: run_live
-- A process begins, with a lease.
INSERT INTO run (started_at, state, lease_until) VALUES (now_ms(), 'live', now_ms() + $1) RETURNING id

-- name: run_renew
-- Also for a lapsed run whose claims were not taken over yet: the row decides which process comes first.
UPDATE run SET state = 'live', lease_until = now_ms() + $2 WHERE id = $1 AND state IN ('live', 'lapsed')

-- name: run_end
UPDATE run SET state = 'ended', lease_until = 0 WHERE id = $1 AND state <> 'ended'

-- name: run_stops
-- The run was asked to stop. From now on nothing of it that is not known is sent again, also by the run that takes its claims over.
UPDATE run SET stopping = 1 WHERE id = $1

-- name: run_is_stopping
SELECT stopping FROM run WHERE id = $1

-- name: runs_lapse
-- Marks runs whose lease has expired. Their claims are taken over later.
UPDATE run SET state = 'lapsed', lapsed_at = now_ms() WHERE state = 'live' AND lease_until < now_ms() AND id <> $1

-- name: runs_lapsed
SELECT id FROM run WHERE state = 'lapsed' AND lapsed_at <= now_ms() - $1 ORDER BY id

-- name: broadcasts_of_run
SELECT DISTINCT broadcast FROM claim
WHERE (state = 'taken' AND run = $1) OR (state = 'waiting' AND unanswered = $1) ORDER BY broadcast

-- name: run_take_over
UPDATE run SET state = 'ended', lease_until = 0 WHERE id = $1 AND state = 'lapsed' AND lapsed_at <= now_ms() - $2

-- name: taken_over_mark
-- Counts a crash for each broadcast that had messages of the run in flight: one of them may have ended it. Several
-- processes that end together (their machine, a deploy) are one crash: only claims younger than the last dead run count.
UPDATE broadcast SET crash_count = crash_count + 1
WHERE finished_at IS NULL
  AND id IN (SELECT broadcast FROM claim WHERE state = 'taken' AND run = $1 AND claimed_at > coalesce(
      (SELECT max(lapsed_at) FROM run WHERE state = 'ended' AND id <> $1), 0))

-- name: taken_over_give_up
-- Claims of a dead run that had their last try, or whose push has ended, are not sent again. Their outcome is unknown.
INSERT INTO undelivered (broadcast, recipient, message_id, fate, reason, at)
SELECT c.broadcast, c.recipient, c.message_id, 'unknown', 'cut-off', now_ms()
FROM claim c JOIN broadcast i ON i.id = c.broadcast
WHERE c.state = 'taken' AND c.run = $1 AND c.message_id = 0 AND (c.tries >= $2 OR i.finished_at IS NOT NULL)
ON CONFLICT (broadcast, recipient, message_id) DO NOTHING

-- name: taken_over_count
UPDATE broadcast SET unknown = unknown + (
    SELECT count(*) FROM claim c
    WHERE c.broadcast = broadcast.id AND c.state = 'taken' AND c.run = $1 AND c.message_id = 0
      AND (c.tries >= $2 OR broadcast.finished_at IS NOT NULL))
WHERE id IN (SELECT broadcast FROM claim WHERE state = 'taken' AND run = $1)

-- name: taken_over_drop
DELETE FROM claim
WHERE state = 'taken' AND run = $1 AND message_id = 0
  AND (tries >= $2 OR broadcast IN (SELECT id FROM broadcast WHERE finished_at IS NOT NULL))

-- name: taken_over_wait
-- Every other claim of the run is sent again. A correction waits first, because an older one may still take effect. So
-- does a message whose next try is its last ($3 in all): see crashed_last.
UPDATE claim
SET state = 'waiting', run = 0,
    due_at = CASE WHEN message_id <> 0 THEN claimed_at + $2 WHEN tries >= $3 - 1 THEN now_ms() + $4 ELSE now_ms() END
WHERE state = 'taken' AND run = $1

-- name: step_enter
-- Runner $2 of run $1 begins its commit number $3 and renews the run's lease for $4 milliseconds. It locks the broadcasts
-- ($5; with 0 among them, all that have not ended) first and in order. The WHERE of `renewed` makes sure of that:
-- otherwise a run and the process that takes it over would wait for each other. With a broadcast it locks the open
-- corrections of its article and the notes about it, because this commit may give them a late answer. When they were
-- locked only then, after the run, the step and the correction's step waited for each other: a second each time, until
-- the server found the deadlock.
WITH locked AS MATERIALIZED (
    SELECT id FROM broadcast
    WHERE id = ANY (CAST($5 AS bigint[]) || ARRAY(
        SELECT late.id FROM broadcast late
        WHERE late.finished_at IS NULL AND late.article = ANY (ARRAY(
            SELECT i.article FROM broadcast i WHERE i.id = ANY (CAST($5 AS bigint[]))
            UNION ALL
            SELECT n.article FROM broadcast i JOIN note n ON n.about = i.article WHERE i.id = ANY (CAST($5 AS bigint[]))))
          AND (late.kind IN ('edit', 'recall') OR late.note_of > 0)
        UNION ALL
        SELECT every.id FROM broadcast every WHERE every.finished_at IS NULL AND 0 = ANY (CAST($5 AS bigint[]))))
    ORDER BY id FOR NO KEY UPDATE
), renewed AS (
    UPDATE run SET state = 'live', lease_until = now_ms() + $4
    WHERE (SELECT count(*) FROM locked) >= 0 AND id = $1 AND state IN ('live', 'lapsed')
    RETURNING 1
), stepped AS (
    UPDATE runner SET step = $3
    WHERE (SELECT count(*) FROM locked) >= 0 AND run = $1 AND number = $2 AND step = $3 - 1
    RETURNING 1
)
SELECT (SELECT count(*) FROM stepped), (SELECT count(*) FROM renewed)

-- name: recent_walks_of_others
-- Which recipients other runs claimed in the last $2 milliseconds.
SELECT low, high, walked_at FROM recent_walk WHERE walked_at > (SELECT now_ms()) - $2 AND run <> $1

-- name: recent_walks_forget
DELETE FROM recent_walk WHERE walked_at < now_ms() - $1

-- name: rate_limit_slots
-- $1 slots for messages, after $2 answers to people that were sent already. A slot is $3 microseconds after the last one,
-- or $4 while the rate is lower; $5 above 0 lowers the rate for that long from now. No slot is less than $6 ahead, and
-- $7 is left free behind them. $8 is the run that asks. A clock that was set back must not stop all messages for longer than a
-- minute, nor a class for longer than a circuit breaker can be open.
WITH asked AS (SELECT now_us() AS at)
UPDATE rate_limit SET
    next_at = least(greatest(next_at, asked.at + $6), asked.at + 60000000) + (CAST($1 AS bigint) + $2)
        * CASE WHEN $5 > 0 OR throttled_until > asked.at THEN CAST($4 AS bigint) ELSE $3 END + CAST($7 AS bigint),
    throttled_until = least(CASE WHEN $5 > 0 THEN asked.at + $5 ELSE throttled_until END, asked.at + 600000000),
    only_run = CAST($8 AS bigint),
    only_since = CASE WHEN only_run = CAST($8 AS bigint) THEN only_since
        ELSE least(greatest(next_at, asked.at), asked.at + 60000000) END
FROM asked WHERE id = 1
RETURNING next_at, throttled_until, now_us(),
          ARRAY(SELECT d.urgency FROM circuit_breaker d
                WHERE d.open_until BETWEEN asked.at AND asked.at + 5000000 ORDER BY d.urgency),
          ARRAY(SELECT d.open_until FROM circuit_breaker d
                WHERE d.open_until BETWEEN asked.at AND asked.at + 5000000 ORDER BY d.urgency)

-- name: rate_limit_lease
-- Run $1 has the whole rate for $2 microseconds, if no other run lives and none has had a slot for $3. Slots for others lie $3
-- after the end. The row alone decides: who asks for slots at the same moment comes before the lease, which then sees it,
-- or after it. That other runs live only says that the lease would soon be in their way.
WITH asked AS (SELECT now_us() AS at)
UPDATE rate_limit SET next_at = greatest(next_at, asked.at + $2 + CAST($3 AS bigint))
FROM asked
WHERE rate_limit.id = 1 AND only_run = $1 AND only_since + $3 <= asked.at
  AND NOT EXISTS (SELECT 1 FROM run WHERE run.state <> 'ended' AND run.id <> $1)
RETURNING 1

-- name: circuit_breaker_refused
-- A 429 of chat $2. The breaker of class $1 opens for $3 microseconds if it is open in any process ($4), or if another
-- chat of the class was refused within a second. Returns for how long it is open now.
INSERT INTO circuit_breaker (urgency, open_until, refused_chat, refused_at)
VALUES ($1, CASE WHEN $4 > 0 THEN now_us() + $3 ELSE 0 END, $2, now_us())
ON CONFLICT (urgency) DO UPDATE SET
    open_until = CASE
        WHEN $4 > 0 OR (circuit_breaker.refused_chat <> excluded.refused_chat AND circuit_breaker.refused_at > excluded.refused_at - 1000000)
        THEN now_us() + $3 ELSE circuit_breaker.open_until END,
    refused_chat = excluded.refused_chat, refused_at = excluded.refused_at
RETURNING CASE WHEN open_until BETWEEN now_us() AND now_us() + 5000000 THEN open_until - now_us() ELSE 0 END

-- name: clock_back_claims
-- The clock was set back. What was claimed while it was ahead counts from now.
UPDATE claim SET claimed_at = now_ms() WHERE claimed_at > now_ms()

-- name: clock_back_chats
-- It was set back by $1 after $2 milliseconds at most. What was written meanwhile would last as much longer. A wait of
-- before that is as long becomes shorter: then Telegram says again how long it is.
UPDATE chat_wait SET until_at = until_at - $1 WHERE until_at > now_ms() + $1 - $2

-- name: clock_back_walks
UPDATE recent_walk SET walked_at = now_ms() WHERE walked_at > now_ms()

-- name: clock_back_leases
-- A process that died meanwhile would keep its claims for as long. $1: the length of a lease.
UPDATE run SET lease_until = CASE WHEN lease_until > now_ms() + $1 THEN now_ms() + $1 ELSE lease_until END,
               lapsed_at = CASE WHEN lapsed_at > now_ms() THEN now_ms() ELSE lapsed_at END
WHERE state IN ('live', 'lapsed') AND (lease_until > now_ms() + $1 OR lapsed_at > now_ms())

-- name: clock_back_slots
-- No slot is reserved for more than some seconds ahead. The next one is a second ahead, for what has just left.
UPDATE rate_limit SET
    next_at = CASE WHEN next_at > now_us() + 10000000 THEN now_us() + 1000000 ELSE next_at END,
    only_since = CASE WHEN only_since > now_us() + 10000000 THEN now_us() + 1000000 ELSE only_since END
WHERE greatest(next_at, only_since) > now_us() + 10000000
