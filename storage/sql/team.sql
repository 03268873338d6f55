-- name: member_get
SELECT user_id, role, rubrics, breaking, name FROM member WHERE user_id = $1

-- name: members_all
SELECT user_id, role, rubrics, breaking, name FROM member ORDER BY since, user_id

-- name: member_put
INSERT INTO member (user_id, role, rubrics, breaking, name, added_by, since)
VALUES ($1, $2, $3, $4, $5, $6, now_ms())
ON CONFLICT (user_id) DO UPDATE SET
    role = excluded.role, rubrics = excluded.rubrics, breaking = excluded.breaking,
    name = CASE WHEN excluded.name = '' THEN member.name ELSE excluded.name END

-- name: member_remove
DELETE FROM member WHERE user_id = $1

-- name: invitation_add
INSERT INTO invitation (code, role, created_by, expires_at) VALUES ($1, $2, $3, now_ms() + CAST($4 AS bigint))

-- name: invitation_use
UPDATE invitation SET used_by = $2 WHERE code = $1 AND used_by = 0 AND expires_at > now_ms()

-- name: invitation_get
SELECT role, created_by FROM invitation WHERE code = $1

-- name: invitations_over
DELETE FROM invitation WHERE expires_at < now_ms()
