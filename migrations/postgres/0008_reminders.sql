-- How to speak to the WAHA server of a WhatsApp config: its session where that is not `default`,
-- and its API key, sealed (src/base/Seal.hpp). Its messages go out one after the other, at slots
-- that are a while apart; the last one that was given, in milliseconds since 1970.
ALTER TABLE whatsapp_configs ADD COLUMN session TEXT;
ALTER TABLE whatsapp_configs ADD COLUMN api_key TEXT;
ALTER TABLE whatsapp_configs ADD COLUMN last_slot_ms BIGINT;

-- The slot of a message that waits for it, and what WhatsApp tells of it after it was taken:
-- -1 failed, 1 sent, 2 on the phone, 3 read, 4 played.
ALTER TABLE deliveries ADD COLUMN slot_at_ms BIGINT;
ALTER TABLE deliveries ADD COLUMN ack BIGINT;
