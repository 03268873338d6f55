-- The questions that stand in editors' chats: once one is answered, or the draft has changed, all of them say so.
CREATE TABLE approval_letter (
    chat_id    BIGINT NOT NULL,
    message_id BIGINT NOT NULL,
    draft      BIGINT NOT NULL REFERENCES draft (id),
    version    BIGINT NOT NULL,
    PRIMARY KEY (chat_id, message_id)
);
