-- What the summary of the clinic adds up, beside the figures of 0003.

-- The visits that figures count. The other views count these rows.
DROP VIEW counted_figures;
CREATE VIEW counted_visits AS
SELECT r.id, r.date, r.poly_id, r.bpjs, r.checked_in_at, s.status_name, q.wait_seconds,
       CAST(SUBSTR(CAST(q.re_reservation_time AS TEXT), 1, 2) AS INTEGER) AS hour
FROM reservations r
JOIN queues q ON q.id = r.id
JOIN statuses s ON s.id = r.status_id
WHERE r.deleted_at IS NULL
  AND s.status_name IN
      ('WAITING', 'ANAMNESA', 'WAITING_DOCTOR', 'WITH_DOCTOR', 'DONE', 'NO_SHOW', 'CANCELLED');

-- Visits whose patients have come: they have checked in, or were called and are not missing.
-- The generated columns stay the last ones.
ALTER TABLE daily_figures
    DROP COLUMN visits_bpjs,
    DROP COLUMN visits_general,
    ADD COLUMN present INTEGER NOT NULL DEFAULT 0;
ALTER TABLE daily_figures
    ADD COLUMN visits_bpjs INTEGER GENERATED ALWAYS AS (
        waiting_bpjs + anamnesa_bpjs + waiting_doctor_bpjs + with_doctor_bpjs + done_bpjs +
        no_show_bpjs + cancelled_bpjs
    ) STORED,
    ADD COLUMN visits_general INTEGER GENERATED ALWAYS AS (
        waiting_general + anamnesa_general + waiting_doctor_general + with_doctor_general +
        done_general + no_show_general + cancelled_general
    ) STORED;
CREATE VIEW counted_figures AS
SELECT
    date, poly_id,
    COUNT(*) FILTER (WHERE status_name = 'WAITING' AND bpjs = 1) AS waiting_bpjs,
    COUNT(*) FILTER (WHERE status_name = 'WAITING' AND bpjs = 0) AS waiting_general,
    COUNT(*) FILTER (WHERE status_name = 'ANAMNESA' AND bpjs = 1) AS anamnesa_bpjs,
    COUNT(*) FILTER (WHERE status_name = 'ANAMNESA' AND bpjs = 0) AS anamnesa_general,
    COUNT(*) FILTER (WHERE status_name = 'WAITING_DOCTOR' AND bpjs = 1) AS waiting_doctor_bpjs,
    COUNT(*) FILTER (WHERE status_name = 'WAITING_DOCTOR' AND bpjs = 0) AS waiting_doctor_general,
    COUNT(*) FILTER (WHERE status_name = 'WITH_DOCTOR' AND bpjs = 1) AS with_doctor_bpjs,
    COUNT(*) FILTER (WHERE status_name = 'WITH_DOCTOR' AND bpjs = 0) AS with_doctor_general,
    COUNT(*) FILTER (WHERE status_name = 'DONE' AND bpjs = 1) AS done_bpjs,
    COUNT(*) FILTER (WHERE status_name = 'DONE' AND bpjs = 0) AS done_general,
    COUNT(*) FILTER (WHERE status_name = 'NO_SHOW' AND bpjs = 1) AS no_show_bpjs,
    COUNT(*) FILTER (WHERE status_name = 'NO_SHOW' AND bpjs = 0) AS no_show_general,
    COUNT(*) FILTER (WHERE status_name = 'CANCELLED' AND bpjs = 1) AS cancelled_bpjs,
    COUNT(*) FILTER (WHERE status_name = 'CANCELLED' AND bpjs = 0) AS cancelled_general,
    COUNT(*) FILTER (WHERE hour = 0) AS hour_00,
    COUNT(*) FILTER (WHERE hour = 1) AS hour_01,
    COUNT(*) FILTER (WHERE hour = 2) AS hour_02,
    COUNT(*) FILTER (WHERE hour = 3) AS hour_03,
    COUNT(*) FILTER (WHERE hour = 4) AS hour_04,
    COUNT(*) FILTER (WHERE hour = 5) AS hour_05,
    COUNT(*) FILTER (WHERE hour = 6) AS hour_06,
    COUNT(*) FILTER (WHERE hour = 7) AS hour_07,
    COUNT(*) FILTER (WHERE hour = 8) AS hour_08,
    COUNT(*) FILTER (WHERE hour = 9) AS hour_09,
    COUNT(*) FILTER (WHERE hour = 10) AS hour_10,
    COUNT(*) FILTER (WHERE hour = 11) AS hour_11,
    COUNT(*) FILTER (WHERE hour = 12) AS hour_12,
    COUNT(*) FILTER (WHERE hour = 13) AS hour_13,
    COUNT(*) FILTER (WHERE hour = 14) AS hour_14,
    COUNT(*) FILTER (WHERE hour = 15) AS hour_15,
    COUNT(*) FILTER (WHERE hour = 16) AS hour_16,
    COUNT(*) FILTER (WHERE hour = 17) AS hour_17,
    COUNT(*) FILTER (WHERE hour = 18) AS hour_18,
    COUNT(*) FILTER (WHERE hour = 19) AS hour_19,
    COUNT(*) FILTER (WHERE hour = 20) AS hour_20,
    COUNT(*) FILTER (WHERE hour = 21) AS hour_21,
    COUNT(*) FILTER (WHERE hour = 22) AS hour_22,
    COUNT(*) FILTER (WHERE hour = 23) AS hour_23,
    COUNT(wait_seconds) AS waits,
    COALESCE(SUM(wait_seconds), 0) AS wait_seconds_sum,
    MIN(wait_seconds) AS wait_seconds_min,
    MAX(wait_seconds) AS wait_seconds_max,
    COUNT(*) FILTER (
        WHERE checked_in_at IS NOT NULL OR status_name NOT IN ('WAITING', 'NO_SHOW', 'CANCELLED')
    ) AS present
FROM counted_visits
GROUP BY date, poly_id;

UPDATE daily_figures
SET present = counted.present
FROM (
    SELECT date, poly_id, COUNT(*) AS present
    FROM counted_visits
    WHERE checked_in_at IS NOT NULL OR status_name NOT IN ('WAITING', 'NO_SHOW', 'CANCELLED')
    GROUP BY date, poly_id
) counted
WHERE counted.date = daily_figures.date AND counted.poly_id = daily_figures.poly_id;

-- The waits of a poly and day by their whole minutes, so that medians and percentiles of any period
-- are sums of counters. Minute 59 has the waits from 59:00 to 59:59. A row may be zero.
CREATE TABLE daily_waits (
    date DATE NOT NULL,
    poly_id BIGINT NOT NULL REFERENCES polies (id),
    minute INTEGER NOT NULL,
    waits INTEGER NOT NULL,
    PRIMARY KEY (date, poly_id, minute)
) WITH (fillfactor = 50);
CREATE VIEW counted_waits AS
SELECT date, poly_id, CAST(wait_seconds / 60 AS INTEGER) AS minute, COUNT(*) AS waits
FROM counted_visits
WHERE wait_seconds IS NOT NULL
GROUP BY date, poly_id, 3;
INSERT INTO daily_waits (date, poly_id, minute, waits)
SELECT date, poly_id, minute, waits
FROM counted_waits;
