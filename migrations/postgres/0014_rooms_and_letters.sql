-- Where a poly is, and the letter of its queue numbers ("A" of A-012).
ALTER TABLE polies ADD COLUMN room TEXT;
ALTER TABLE polies ADD COLUMN letter TEXT;

CREATE UNIQUE INDEX polies_letter ON polies (letter) WHERE deleted_at IS NULL;
