-- A class of messages that Telegram found too fast is shut for every process: until when, and which chat was refused last
-- and when; microseconds of the database's clock.
CREATE TABLE door (
    urgency      TEXT PRIMARY KEY CHECK (urgency IN ('breaking', 'push', 'edit', 'digest')),
    shut_until   INTEGER NOT NULL,
    refused_chat INTEGER NOT NULL,
    refused_at   INTEGER NOT NULL
);
