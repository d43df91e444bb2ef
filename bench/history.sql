-- @visits past reservations of two polies over the five years from 2021 to 2025, each with patient,
-- queue row and ledger entry, and their figures, so that measurements run on a database of
-- realistic size:  sqlite3 -cmd ".parameter set @visits 1000000" DATABASE <bench/history.sql
-- Every visit differs from its neighbours, and the same number gives the same visits.
PRAGMA foreign_keys = OFF;
BEGIN;
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < @visits / 5)
INSERT INTO patients
    (id, patient_name, no_bpjs, whatsapp_number, whatsapp_key, created_at, updated_at, search_key)
SELECT i, 'Pasien ' || i, printf('%013d', i), printf('0812%09d', i), printf('62812%09d', i),
       '2021-01-01 01:00:00', '2021-01-01 01:00:00',
       printf('pasien %d%s0812%09d%s62812%09d%s%013d', i, char(10), i, char(10), i, char(10), i)
FROM n;
INSERT INTO patient_index (rowid, search_key) SELECT id, search_key FROM patients;
UPDATE patient_upkeep
SET settled_id = (SELECT MAX(id) FROM patients), settled_count = (SELECT COUNT(*) FROM patients);
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < @visits)
INSERT INTO reservations
    (id, patient_id, poly_id, date, bpjs, status_id, created_at, updated_at)
SELECT i, i % (@visits / 5) + 1, i % 2 + 1, day, i % 3 = 0,
       CASE i % 20 WHEN 0 THEN 6 WHEN 1 THEN 7 ELSE 5 END, day || ' 01:00:00', day || ' 01:00:00'
FROM (SELECT i, date('2021-01-01', '+' || ((i - 1) * 1826 / @visits) || ' days') AS day FROM n);
-- Visits that are done (status 5) were called after up to 90 minutes.
INSERT INTO queues
    (id, reservation_id, poly_id, queue_number, date, re_reservation_time, call_time, created_at,
     updated_at, number_of_calls)
SELECT id, id, poly_id, ROW_NUMBER() OVER (PARTITION BY poly_id, date ORDER BY id), date,
       printf('%02d:%02d:00', 7 + id % 10, id % 60),
       CASE status_id WHEN 5
           THEN time(printf('%02d:%02d:00', 7 + id % 10, id % 60), '+' || (id % 90) || ' minutes')
       END,
       created_at, updated_at, CASE status_id WHEN 5 THEN 1 ELSE 0 END
FROM reservations;
INSERT INTO queue_counters (poly_id, date, last_number)
SELECT poly_id, date, MAX(queue_number) FROM queues GROUP BY poly_id, date;
INSERT INTO events
    (kind, reservation_id, poly_id, date, queue_number, user_id, after_status_id, created_at)
SELECT 'registered', r.id, r.poly_id, r.date, q.queue_number, 6 + r.id % 11, r.status_id,
       r.created_at
FROM reservations r
JOIN queues q ON q.id = r.id;
INSERT INTO daily_activity SELECT date, user_id, poly_id, entries FROM counted_activity;
INSERT INTO daily_figures SELECT * FROM counted_figures;
INSERT INTO daily_waits SELECT * FROM counted_waits;
COMMIT;
ANALYZE;
PRAGMA wal_checkpoint(TRUNCATE);
