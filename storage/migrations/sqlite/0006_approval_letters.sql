-- The questions that stand in editors' chats: once one is answered, or the draft has changed, all of them say so.
CREATE TABLE approval_letter (
    chat_id    INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    draft      INTEGER NOT NULL REFERENCES draft (id),
    version    INTEGER NOT NULL,
    PRIMARY KEY (chat_id, message_id)
) WITHOUT ROWID;
