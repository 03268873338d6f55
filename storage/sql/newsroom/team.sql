-- name: member_get
SELECT m.user_id, m.role, m.rubrics, m.breaking, coalesce(n.name, m.name), coalesce(n.language, '')
FROM member m LEFT JOIN staff n ON n.user_id = m.user_id WHERE m.user_id = $1

-- name: members_all
SELECT m.user_id, m.role, m.rubrics, m.breaking, coalesce(n.name, m.name), coalesce(n.language, '')
FROM member m LEFT JOIN staff n ON n.user_id = m.user_id ORDER BY m.since, m.user_id

-- name: member_put
INSERT INTO member (user_id, role, rubrics, breaking, name, added_by, since)
VALUES ($1, $2, $3, $4, $5, $6, now_ms())
ON CONFLICT (user_id) DO UPDATE SET
    role = excluded.role, rubrics = excluded.rubrics, breaking = excluded.breaking,
    name = CASE WHEN excluded.name = '' THEN member.name ELSE excluded.name END

-- name: staff_get
SELECT name, language FROM staff WHERE user_id = $1

-- name: staff_names
SELECT m.user_id, m.name FROM member m WHERE NOT EXISTS (SELECT 1 FROM staff n WHERE n.user_id = m.user_id)
UNION ALL SELECT user_id, name FROM staff

-- name: staff_wrote
INSERT INTO staff (user_id, name, language) VALUES ($1, $2, $3)
ON CONFLICT (user_id) DO UPDATE SET name = excluded.name, language = excluded.language

-- name: member_remove
DELETE FROM member WHERE user_id = $1

-- name: invitation_add
-- Not by now_ms(), here and below: a clock that has jumped lets no invitation run out.
INSERT INTO invitation (code, role, created_by, expires_at) VALUES ($1, $2, $3, $4) RETURNING id

-- name: invitation_with_code
SELECT id, role, created_by, expires_at FROM invitation WHERE code = $1 AND expires_at > $2

-- name: invitations_all
SELECT id, role, created_by, expires_at FROM invitation WHERE expires_at > $1 ORDER BY id

-- name: invitation_end
DELETE FROM invitation WHERE id = $1

-- name: invitations_of_end
-- Somebody may not give a role any more.
DELETE FROM invitation WHERE created_by = $1

-- name: invitations_over
DELETE FROM invitation WHERE expires_at < $1
