-- The trigrams of patients' search keys. Without the extension, which the owner of a database may
-- install, a search reads all patients.
DO $migration$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_trgm') THEN
        CREATE EXTENSION pg_trgm SCHEMA public;
    END IF;
    EXECUTE (
        SELECT format(
            'CREATE INDEX patients_search ON patients USING gin (search_key %I.gin_trgm_ops)',
            n.nspname
        )
        FROM pg_extension e
        JOIN pg_namespace n ON n.oid = e.extnamespace
        WHERE e.extname = 'pg_trgm'
    );
EXCEPTION WHEN OTHERS THEN
    RAISE NOTICE 'patients are searched without an index: %', SQLERRM;
END
$migration$;

-- One row. Patients up to settled_id are counted; later ones are not yet.
CREATE TABLE patient_upkeep (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    settled_id BIGINT NOT NULL,
    settled_count BIGINT NOT NULL
);
INSERT INTO patient_upkeep (id, settled_id, settled_count) VALUES (1, 0, 0);
