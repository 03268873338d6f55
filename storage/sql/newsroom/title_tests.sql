-- Two titles tried on a sample (domain/title_test.py). Odd ids of recipients get the other words.

-- name: title_test_boundary
-- The follower number $3 (from 0) of a push in rubric $1 and language $2, in the order of the cursor; see audience_by_kind.
SELECT f.recipient
FROM (
    SELECT recipient FROM subscription WHERE rubric = $1 AND mode = 'now' AND live = 1
    UNION ALL
    SELECT s.recipient FROM subscription s
    WHERE s.rubric = 0 AND s.mode = 'now' AND s.live = 1
      AND NOT EXISTS (SELECT 1 FROM subscription own WHERE own.recipient = s.recipient AND own.rubric = $1)
) f
JOIN recipient r ON r.id = f.recipient
WHERE r.article_languages = '' OR (' ' || r.article_languages || ' ') LIKE ('% ' || $2 || ' %')
ORDER BY f.recipient LIMIT 1 OFFSET $3

-- name: title_test_begin
INSERT INTO title_test (article, state, editor, title, lead, minutes, up_to) VALUES ($1, 'open', $2, $3, $4, $5, $6)

-- name: title_tests_open
-- With whether the sample has its copies: the cursor is behind it, or the push has ended (it was cancelled), and no claim
-- is out or due within a minute. A chat that Telegram lets wait for longer does not hold the test up.
SELECT t.article, t.editor, t.title, t.lead, t.minutes, t.decide_at,
       CASE WHEN (i.cursor >= t.up_to OR i.exhausted = 1 OR i.finished_at IS NOT NULL)
             AND NOT EXISTS (SELECT 1 FROM claim c WHERE c.broadcast = i.id
                             AND (c.state = 'taken' OR c.due_at < now_ms() + 60000)) THEN 1 ELSE 0 END
FROM title_test t JOIN broadcast i ON i.article = t.article AND i.kind = 'push'
WHERE t.state = 'open' ORDER BY t.article

-- name: title_test_words
-- The other words of an article while its test is open.
SELECT title, lead FROM title_test WHERE article = $1 AND state = 'open'

-- name: title_test_decide_at
UPDATE title_test SET decide_at = $2 WHERE article = $1 AND state = 'open' AND decide_at = 0

-- name: title_test_read
-- Recipient $2 pressed Read: counted once, while the test is open, and only with a copy.
INSERT INTO title_test_reader (article, recipient)
SELECT t.article, c.recipient FROM title_test t JOIN receipt c ON c.article = t.article AND c.recipient = $2
WHERE t.article = $1 AND t.state = 'open' LIMIT 1
ON CONFLICT (article, recipient) DO NOTHING

-- name: title_test_copies
SELECT recipient % 2, count(DISTINCT recipient) FROM receipt WHERE article = $1 GROUP BY recipient % 2

-- name: title_test_reads
SELECT recipient % 2, count(*) FROM title_test_reader WHERE article = $1 GROUP BY recipient % 2

-- name: title_test_choose
UPDATE title_test SET state = 'chosen', chosen = $2, chosen_by = $3, own_chats = $4, own_reads = $5, other_chats = $6, other_reads = $7
WHERE article = $1 AND state = 'open'

-- name: title_test_end
-- The article was corrected or recalled: there is nothing left to choose.
UPDATE title_test SET state = 'ended' WHERE article = $1 AND state = 'open'

-- name: title_test_forget
DELETE FROM title_test_reader WHERE article = $1

-- name: title_test_result
SELECT title, state, chosen, chosen_by, own_chats, own_reads, other_chats, other_reads FROM title_test WHERE article = $1

-- name: forget_title_test_reader
DELETE FROM title_test_reader WHERE recipient = $1 AND article IN (SELECT article FROM title_test WHERE state = 'open')

-- name: personal_title_test_reader
SELECT a.id FROM title_test_reader t JOIN article a ON a.key = t.article
WHERE t.recipient = $1 AND t.article IN (SELECT article FROM title_test) ORDER BY t.article
