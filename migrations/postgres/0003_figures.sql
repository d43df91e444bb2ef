-- What reports and dashboards add up, so that none of them ever counts visits
-- (docs/decisions/0005-figures-are-kept.md).

-- From the registration to the doctor's first call, by the clock of the clinic. A call that is
-- earlier on the clock than the registration was not on the same day: the patient had registered
-- in advance, and nobody knows how long the wait in the clinic was. Then there is none.
ALTER TABLE queues ADD COLUMN wait_seconds BIGINT GENERATED ALWAYS AS (
    CASE
        WHEN call_time >= re_reservation_time
        THEN CAST(EXTRACT(EPOCH FROM call_time - re_reservation_time) AS BIGINT)
    END
) STORED;

-- With the insurance and the trash as well, so that the index alone finds the visits of a page, by
-- whatever filter.
DROP INDEX reservations_day;
CREATE INDEX reservations_day ON reservations (date, poly_id, status_id, bpjs, deleted_at);

-- One row per poly and service date: its visits by station and insurance, by the hour in which they
-- were registered, and the waits of those that were called to the doctor. Kept in the transaction
-- that changes a visit (src/figures).
CREATE TABLE daily_figures (
    date DATE NOT NULL,
    poly_id BIGINT NOT NULL REFERENCES polies (id),
    waiting_bpjs INTEGER NOT NULL,
    waiting_general INTEGER NOT NULL,
    anamnesa_bpjs INTEGER NOT NULL,
    anamnesa_general INTEGER NOT NULL,
    waiting_doctor_bpjs INTEGER NOT NULL,
    waiting_doctor_general INTEGER NOT NULL,
    with_doctor_bpjs INTEGER NOT NULL,
    with_doctor_general INTEGER NOT NULL,
    done_bpjs INTEGER NOT NULL,
    done_general INTEGER NOT NULL,
    no_show_bpjs INTEGER NOT NULL,
    no_show_general INTEGER NOT NULL,
    cancelled_bpjs INTEGER NOT NULL,
    cancelled_general INTEGER NOT NULL,
    hour_00 INTEGER NOT NULL,
    hour_01 INTEGER NOT NULL,
    hour_02 INTEGER NOT NULL,
    hour_03 INTEGER NOT NULL,
    hour_04 INTEGER NOT NULL,
    hour_05 INTEGER NOT NULL,
    hour_06 INTEGER NOT NULL,
    hour_07 INTEGER NOT NULL,
    hour_08 INTEGER NOT NULL,
    hour_09 INTEGER NOT NULL,
    hour_10 INTEGER NOT NULL,
    hour_11 INTEGER NOT NULL,
    hour_12 INTEGER NOT NULL,
    hour_13 INTEGER NOT NULL,
    hour_14 INTEGER NOT NULL,
    hour_15 INTEGER NOT NULL,
    hour_16 INTEGER NOT NULL,
    hour_17 INTEGER NOT NULL,
    hour_18 INTEGER NOT NULL,
    hour_19 INTEGER NOT NULL,
    hour_20 INTEGER NOT NULL,
    hour_21 INTEGER NOT NULL,
    hour_22 INTEGER NOT NULL,
    hour_23 INTEGER NOT NULL,
    waits INTEGER NOT NULL,
    wait_seconds_sum BIGINT NOT NULL,
    wait_seconds_min INTEGER,
    wait_seconds_max INTEGER,
    visits_bpjs INTEGER GENERATED ALWAYS AS (
        waiting_bpjs + anamnesa_bpjs + waiting_doctor_bpjs + with_doctor_bpjs + done_bpjs +
        no_show_bpjs + cancelled_bpjs
    ) STORED,
    visits_general INTEGER GENERATED ALWAYS AS (
        waiting_general + anamnesa_general + waiting_doctor_general + with_doctor_general +
        done_general + no_show_general + cancelled_general
    ) STORED,
    PRIMARY KEY (date, poly_id)
) WITH (fillfactor = 50);

-- What daily_figures must hold, counted from the visits themselves: fills it here, and proves it in
-- `antrean check`.
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
    MAX(wait_seconds) AS wait_seconds_max
FROM (
    SELECT r.date, r.poly_id, r.bpjs, s.status_name, q.wait_seconds,
           CAST(SUBSTR(CAST(q.re_reservation_time AS TEXT), 1, 2) AS INTEGER) AS hour
    FROM reservations r
    JOIN queues q ON q.id = r.id
    JOIN statuses s ON s.id = r.status_id
    WHERE r.deleted_at IS NULL
      AND s.status_name IN
          ('WAITING', 'ANAMNESA', 'WAITING_DOCTOR', 'WITH_DOCTOR', 'DONE',
           'NO_SHOW', 'CANCELLED')
) visits
GROUP BY date, poly_id;

INSERT INTO daily_figures (
    date, poly_id, waiting_bpjs, waiting_general, anamnesa_bpjs, anamnesa_general,
    waiting_doctor_bpjs, waiting_doctor_general, with_doctor_bpjs, with_doctor_general, done_bpjs,
    done_general, no_show_bpjs, no_show_general, cancelled_bpjs, cancelled_general, hour_00,
    hour_01, hour_02, hour_03, hour_04, hour_05, hour_06, hour_07, hour_08, hour_09, hour_10,
    hour_11, hour_12, hour_13, hour_14, hour_15, hour_16, hour_17, hour_18, hour_19, hour_20,
    hour_21, hour_22, hour_23, waits, wait_seconds_sum, wait_seconds_min, wait_seconds_max
)
SELECT
    date, poly_id, waiting_bpjs, waiting_general, anamnesa_bpjs, anamnesa_general,
    waiting_doctor_bpjs, waiting_doctor_general, with_doctor_bpjs, with_doctor_general, done_bpjs,
    done_general, no_show_bpjs, no_show_general, cancelled_bpjs, cancelled_general, hour_00,
    hour_01, hour_02, hour_03, hour_04, hour_05, hour_06, hour_07, hour_08, hour_09, hour_10,
    hour_11, hour_12, hour_13, hour_14, hour_15, hour_16, hour_17, hour_18, hour_19, hour_20,
    hour_21, hour_22, hour_23, waits, wait_seconds_sum, wait_seconds_min, wait_seconds_max
FROM counted_figures;

-- Entries of the ledger per user, poly and day of UTC, so that a page of the user activity knows
-- its place without counting the ledger. (The clinic's days begin at other hours, and may change
-- with its zone; UTC's do not.)
CREATE TABLE daily_activity (
    date DATE NOT NULL,
    user_id BIGINT NOT NULL REFERENCES users (id),
    poly_id BIGINT NOT NULL,
    entries BIGINT NOT NULL,
    PRIMARY KEY (date, user_id, poly_id)
) WITH (fillfactor = 50);
CREATE INDEX daily_activity_user ON daily_activity (user_id, date);
CREATE INDEX events_instant ON events (created_at, seq);
CREATE INDEX events_user ON events (user_id, created_at, seq);
-- A plan that is kept for all users must suit one who did little: he is not found by passing what
-- all the others did.
ALTER TABLE events ALTER COLUMN user_id SET (n_distinct = 5000);

CREATE VIEW counted_activity AS
SELECT CAST(created_at AS DATE) AS date, user_id, poly_id, COUNT(*) AS entries
FROM events
WHERE user_id IS NOT NULL
GROUP BY 1, user_id, poly_id;

INSERT INTO daily_activity (date, user_id, poly_id, entries)
SELECT date, user_id, poly_id, entries
FROM counted_activity;

CREATE FUNCTION count_activity() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO daily_activity (date, user_id, poly_id, entries)
    VALUES (CAST(new.created_at AS DATE), new.user_id, new.poly_id, 1)
    ON CONFLICT (date, user_id, poly_id) DO UPDATE SET entries = daily_activity.entries + 1;
    RETURN NULL;
END
$$;
CREATE TRIGGER events_count_activity AFTER INSERT ON events
FOR EACH ROW WHEN (new.user_id IS NOT NULL) EXECUTE FUNCTION count_activity();
