-- What concerns a hundred thousand chats is done in steps of some hundred, that nobody waits for the store meanwhile.

-- NULL, or the recipient up to which those who were not reached are being tried again (0: begun).
ALTER TABLE broadcast ADD COLUMN again BIGINT;

-- 1: it has ended, and claims that wait for it are still to be closed.
ALTER TABLE broadcast ADD COLUMN closing INTEGER NOT NULL DEFAULT 0 CHECK (closing IN (0, 1));
CREATE INDEX broadcast_closing ON broadcast (id) WHERE closing = 1;
