-- A million past reservations of two polies over five years, each with patient, queue row and
-- ledger entry, and their figures, so that measurements run on a database of realistic size.
PRAGMA foreign_keys = OFF;
BEGIN;
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000)
INSERT INTO patients
    (id, patient_name, no_bpjs, whatsapp_number, whatsapp_key, created_at, updated_at)
SELECT i, 'Pasien ' || i, printf('%013d', i), printf('0812%09d', i), printf('62812%09d', i),
       '2021-01-01 01:00:00', '2021-01-01 01:00:00'
FROM n;
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000)
INSERT INTO reservations
    (id, patient_id, poly_id, date, bpjs, status_id, created_at, updated_at)
SELECT i, i % 200000 + 1, i % 2 + 1, date('2021-01-01', '+' || (i / 550) || ' days'), i % 3 = 0,
       CASE WHEN i % 10 = 0 THEN 6 ELSE 5 END, '2021-01-01 01:00:00', '2021-01-01 01:00:00'
FROM n;
INSERT INTO queues
    (id, reservation_id, poly_id, queue_number, date, re_reservation_time, call_time, created_at,
     updated_at, number_of_calls)
SELECT id, id, poly_id, ROW_NUMBER() OVER (PARTITION BY poly_id, date ORDER BY id), date,
       '08:00:00', '08:30:00', created_at, updated_at, 1
FROM reservations;
INSERT INTO queue_counters (poly_id, date, last_number)
SELECT poly_id, date, MAX(queue_number) FROM queues GROUP BY poly_id, date;
INSERT INTO events
    (kind, reservation_id, poly_id, date, queue_number, user_id, after_status_id, created_at)
SELECT 'registered', r.id, r.poly_id, r.date, q.queue_number, 1, r.status_id, r.created_at
FROM reservations r
JOIN queues q ON q.id = r.id;
INSERT INTO daily_figures SELECT * FROM counted_figures;
COMMIT;
ANALYZE;
PRAGMA wal_checkpoint(TRUNCATE);
