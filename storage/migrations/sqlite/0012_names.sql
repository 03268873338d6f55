-- What those of the newsroom call themselves in Telegram, as it was when they last wrote: the audit and the lists name people,
-- also owners who stand in ADMIN_IDS alone, and those who have left.
CREATE TABLE staff_name (
    user_id INTEGER PRIMARY KEY,
    name    TEXT NOT NULL
);
