-- What is not known of a message that may have arrived:
--   unanswered  attempts after which nobody knows whether it did; one counts from its lease on
--   sent_at_ms  when the first of them began that nobody has cleared up; NULL: there is no doubt
--   question    what the carrier asks the receiver before it sends the message again
ALTER TABLE deliveries ADD COLUMN unanswered BIGINT NOT NULL DEFAULT 0;
ALTER TABLE deliveries ADD COLUMN sent_at_ms BIGINT;
ALTER TABLE deliveries ADD COLUMN question TEXT;

-- Engines and webhooks of WAHA agree about the last part of a message's id only.
UPDATE deliveries SET remote_id = regexp_replace(remote_id, '^.*_', '')
WHERE kind = 'whatsapp' AND remote_id LIKE 'true@_%' ESCAPE '@';

-- What WhatsApp reported about messages before WAHA answered, for a minute.
CREATE TABLE early_acks (
    message_id TEXT PRIMARY KEY,
    ack BIGINT NOT NULL,
    heard_at_ms BIGINT NOT NULL
);
