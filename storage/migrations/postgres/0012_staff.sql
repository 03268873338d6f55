-- How those of the newsroom called themselves in Telegram when they last wrote, and in which language they were answered:
-- the audit and the lists name people, also owners who stand in ADMIN_IDS alone and those who have left.
CREATE TABLE staff (
    user_id  BIGINT PRIMARY KEY,
    name     TEXT NOT NULL,
    language TEXT NOT NULL
);
