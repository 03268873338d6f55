-- A class of messages that Telegram found too fast is shut for every process: until when, and which chat was refused last
-- and when; microseconds of the database's clock.
CREATE TABLE door (
    urgency      TEXT PRIMARY KEY CHECK (urgency IN ('breaking', 'push', 'edit', 'digest')),
    shut_until   BIGINT NOT NULL,
    refused_chat BIGINT NOT NULL,
    refused_at   BIGINT NOT NULL
);
