-- All forms of a patient's name and numbers, folded (patient/SearchKey.hpp). The program computes
-- it with every write; NULL in rows that are older, until the program starts.
ALTER TABLE patients ADD COLUMN search_key TEXT;
CREATE INDEX patients_without_key ON patients (id) WHERE search_key IS NULL;
