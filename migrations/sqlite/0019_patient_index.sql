-- The trigrams of patients' search keys. Updating it costs more than a registration, so the program
-- adds new patients later and together (patient/PatientUpkeep.hpp); a search reads those by itself.
CREATE VIRTUAL TABLE patient_index USING fts5 (
    search_key, content = '', columnsize = 0, tokenize = 'trigram case_sensitive 1'
);

-- One row. Patients up to settled_id are in the index and counted; later ones are not yet.
CREATE TABLE patient_upkeep (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    settled_id INTEGER NOT NULL,
    settled_count INTEGER NOT NULL
) STRICT;
INSERT INTO patient_upkeep (id, settled_id, settled_count) VALUES (1, 0, 0);
