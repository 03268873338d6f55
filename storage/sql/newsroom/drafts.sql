-- name: draft_add
INSERT INTO draft (author, state, content, version, created_at, changed_at)
VALUES ($1, 'editing', $2, 1, now_ms(), now_ms()) RETURNING id

-- name: draft_get
SELECT id, author, state, content, version, changed_at FROM draft WHERE id = $1

-- name: drafts_of_author
SELECT d.id, d.author, d.state, d.content, d.version, d.changed_at FROM draft d
WHERE d.author = $1 AND d.state = 'editing'
  AND NOT EXISTS (SELECT 1 FROM schedule s WHERE s.draft = d.id)
  AND NOT EXISTS (SELECT 1 FROM approval a WHERE a.draft = d.id AND a.state = 'asked')
ORDER BY d.changed_at DESC, d.id DESC LIMIT $2

-- name: draft_change
UPDATE draft SET content = $3, version = version + 1, changed_at = now_ms()
WHERE id = $1 AND version = $2 AND state = 'editing'

-- name: draft_end
UPDATE draft SET state = $2, article = $3, changed_at = now_ms() WHERE id = $1 AND state = 'editing'
