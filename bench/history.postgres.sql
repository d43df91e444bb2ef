-- One day of a province's history on PostgreSQL, in one transaction, as history.sql makes it on
-- SQLite:  psql -v day=2024-01-01 -v visits=98631 -v first=1 -v polies=3000 -f THIS URL
-- `first` is the id of the day's first visit. Every fifth visit is of a new patient. The same
-- numbers give the same visits.
\set ON_ERROR_STOP on
BEGIN;
-- Without triggers and foreign keys: the rows below are right together.
SET LOCAL session_replication_role = replica;
SET LOCAL synchronous_commit = off;
CREATE TEMPORARY TABLE new_visits ON COMMIT DROP AS
SELECT i AS id, i / 5 + 1 AS patient_id, i % :polies + 1 AS poly_id,
       (ARRAY[5, 5, 5, 5, 5, 5, 5, 5, 6, 7])[i % 10 + 1] AS status_id,
       CASE WHEN i % 3 = 0 THEN 1 ELSE 0 END AS bpjs,
       make_time((7 + i % 10)::int, (i % 60)::int, 0) AS came_at,
       (i - :first) / :polies + 1 AS queue_number
FROM generate_series(:first, :first + :visits - 1) AS i;
INSERT INTO patients
    (id, patient_name, no_bpjs, whatsapp_number, whatsapp_key, created_at, updated_at, search_key)
SELECT p, 'Pasien ' || p, lpad(p::text, 13, '0'), '0812' || lpad(p::text, 9, '0'),
       '62812' || lpad(p::text, 9, '0'), :'day', :'day',
       concat_ws(chr(10), 'pasien ' || p, '0812' || lpad(p::text, 9, '0'),
                 '62812' || lpad(p::text, 9, '0'), lpad(p::text, 13, '0'))
FROM generate_series(:first / 5 + 1, (:first + :visits - 1) / 5 + 1) AS p
ON CONFLICT DO NOTHING;
INSERT INTO reservations (id, patient_id, poly_id, date, bpjs, status_id, created_at, updated_at)
SELECT id, patient_id, poly_id, :'day', bpjs, status_id, :'day', :'day' FROM new_visits;
INSERT INTO queues
    (id, reservation_id, poly_id, queue_number, date, re_reservation_time, call_time, created_at,
     updated_at, number_of_calls)
SELECT id, id, poly_id, queue_number, :'day', came_at,
       CASE status_id WHEN 5 THEN came_at + (id % 90) * INTERVAL '1 minute' END, :'day', :'day',
       CASE status_id WHEN 5 THEN 1 ELSE 0 END
FROM new_visits;
INSERT INTO events
    (kind, reservation_id, poly_id, date, queue_number, user_id, after_status_id, created_at)
SELECT 'registered', id, poly_id, :'day', queue_number, 6 + id % 11, status_id, :'day'
FROM new_visits;
INSERT INTO queue_counters (poly_id, date, last_number)
SELECT poly_id, :'day', MAX(queue_number) FROM new_visits GROUP BY poly_id;
INSERT INTO daily_activity
SELECT :'day', 6 + id % 11, poly_id, COUNT(*) FROM new_visits GROUP BY 2, 3;
INSERT INTO daily_figures SELECT * FROM counted_figures WHERE date = :'day';
INSERT INTO daily_waits SELECT * FROM counted_waits WHERE date = :'day';
COMMIT;
