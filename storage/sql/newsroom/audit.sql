-- name: audit_add
INSERT INTO audit (at, who, what, subject, old_value, new_value) VALUES (now_ms(), $1, $2, $3, $4, $5)

-- name: audit_page
SELECT id, at, who, what, subject, old_value, new_value FROM audit ORDER BY id DESC LIMIT $1 OFFSET $2

-- name: audit_count
SELECT count(*) FROM audit
