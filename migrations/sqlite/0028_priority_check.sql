-- The same rule in another form. For IN with more than two values SQLite fills a temporary table,
-- with each row that is inserted: this took a tenth of the time of a registration. The rows stay as
-- they are, so only the stored text of the table is replaced ("Making Other Kinds Of Table Schema
-- Changes" in SQLite's documentation of ALTER TABLE).
PRAGMA writable_schema = ON;
UPDATE sqlite_schema
SET sql = REPLACE(
        sql,
        'priority IN (''lansia'', ''ibu_hamil'', ''disabilitas'', ''balita'')',
        'priority = ''lansia'' OR priority = ''ibu_hamil'' OR priority = ''disabilitas'''
            || ' OR priority = ''balita'''
    )
WHERE type = 'table'
  AND name = 'reservations';
-- This connection reads the schema again.
PRAGMA writable_schema = RESET;
