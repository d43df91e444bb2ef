-- All forms of a patient's name and numbers, folded (patient/SearchKey.hpp). The program computes
-- it with every write; NULL in rows that are older, until the program starts.
ALTER TABLE patients ADD COLUMN search_key TEXT;
CREATE INDEX patients_without_key ON patients (id) WHERE search_key IS NULL;

-- text::fold for the columns of small tables, which have no stored key. It does not depend on the
-- locale of the database. A server without ICU, or a database that is not in UTF-8, folds less.
DO $migration$
BEGIN
    CREATE FUNCTION fold_text(value TEXT) RETURNS TEXT
    LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE AS $body$
        WITH unified (value) AS (
            SELECT translate(
                $1,
                U&'`\00B4\02B9\02BA\02BB\02BC\02BD\02BE\02BF\02C8\2018\2019\201B\2032\2035'
                    || U&'\2010\2011\2012\2013\2014\2015\2212\FE58\FE63',
                repeat('''', 15) || repeat('-', 9)
            )
        ), lowered (value) AS (
            SELECT CASE WHEN octet_length(value) = length(value)
                THEN lower(value)
                ELSE replace(
                    translate(
                        lower(normalize(value, NFKD) COLLATE "und-x-icu"), U&'\03C2', U&'\03C3'
                    ),
                    U&'\00DF', 'ss'
                )
            END
            FROM unified
        ), bare (value) AS (
            SELECT CASE WHEN octet_length(value) = length(value)
                THEN value
                ELSE normalize(
                    regexp_replace(
                        value,
                        '[\u00AD\u0300-\u036F\u200B-\u200F\u202A-\u202E'
                            || '\u2060-\u2064\u2066-\u2069\uFEFF]',
                        '', 'g'
                    ),
                    NFC
                )
            END
            FROM lowered
        )
        SELECT btrim(
            regexp_replace(value, '[\u0001-\u0020\u007F\u0085\u2028\u2029]+', ' ', 'g')
        )
        FROM bare
    $body$;
    PERFORM fold_text(U&'\00C9');
EXCEPTION WHEN OTHERS THEN
    RAISE NOTICE 'names are folded by the locale of the database: %', SQLERRM;
    CREATE FUNCTION fold_text(value TEXT) RETURNS TEXT
    LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE AS $body$ SELECT lower(value) $body$;
END
$migration$;
