-- Adds one visit's change to the figures of one poly and day. :entered and :vacated are columns
-- that count one more and one less, or null; :visits and :calls are 1, 0 or -1: the visit, and its
-- call to the doctor, came to this day, stayed, or left. Its hour and wait are those of its queue
-- row.
INSERT INTO daily_figures (
    date, poly_id, waiting_bpjs, waiting_general, anamnesa_bpjs, anamnesa_general,
    waiting_doctor_bpjs, waiting_doctor_general, with_doctor_bpjs, with_doctor_general, done_bpjs,
    done_general, no_show_bpjs, no_show_general, cancelled_bpjs, cancelled_general, hour_00,
    hour_01, hour_02, hour_03, hour_04, hour_05, hour_06, hour_07, hour_08, hour_09, hour_10,
    hour_11, hour_12, hour_13, hour_14, hour_15, hour_16, hour_17, hour_18, hour_19, hour_20,
    hour_21, hour_22, hour_23, waits, wait_seconds_sum, wait_seconds_min, wait_seconds_max
)
SELECT
    :date, :poly_id,
    CASE 'waiting_bpjs' WHEN c.entered THEN 1 WHEN c.vacated THEN -1 ELSE 0 END,
    CASE 'waiting_general' WHEN c.entered THEN 1 WHEN c.vacated THEN -1 ELSE 0 END,
    CASE 'anamnesa_bpjs' WHEN c.entered THEN 1 WHEN c.vacated THEN -1 ELSE 0 END,
    CASE 'anamnesa_general' WHEN c.entered THEN 1 WHEN c.vacated THEN -1 ELSE 0 END,
    CASE 'waiting_doctor_bpjs' WHEN c.entered THEN 1 WHEN c.vacated THEN -1 ELSE 0 END,
    CASE 'waiting_doctor_general' WHEN c.entered THEN 1 WHEN c.vacated THEN -1 ELSE 0 END,
    CASE 'with_doctor_bpjs' WHEN c.entered THEN 1 WHEN c.vacated THEN -1 ELSE 0 END,
    CASE 'with_doctor_general' WHEN c.entered THEN 1 WHEN c.vacated THEN -1 ELSE 0 END,
    CASE 'done_bpjs' WHEN c.entered THEN 1 WHEN c.vacated THEN -1 ELSE 0 END,
    CASE 'done_general' WHEN c.entered THEN 1 WHEN c.vacated THEN -1 ELSE 0 END,
    CASE 'no_show_bpjs' WHEN c.entered THEN 1 WHEN c.vacated THEN -1 ELSE 0 END,
    CASE 'no_show_general' WHEN c.entered THEN 1 WHEN c.vacated THEN -1 ELSE 0 END,
    CASE 'cancelled_bpjs' WHEN c.entered THEN 1 WHEN c.vacated THEN -1 ELSE 0 END,
    CASE 'cancelled_general' WHEN c.entered THEN 1 WHEN c.vacated THEN -1 ELSE 0 END,
    CASE c.hour WHEN 0 THEN c.visits ELSE 0 END,
    CASE c.hour WHEN 1 THEN c.visits ELSE 0 END,
    CASE c.hour WHEN 2 THEN c.visits ELSE 0 END,
    CASE c.hour WHEN 3 THEN c.visits ELSE 0 END,
    CASE c.hour WHEN 4 THEN c.visits ELSE 0 END,
    CASE c.hour WHEN 5 THEN c.visits ELSE 0 END,
    CASE c.hour WHEN 6 THEN c.visits ELSE 0 END,
    CASE c.hour WHEN 7 THEN c.visits ELSE 0 END,
    CASE c.hour WHEN 8 THEN c.visits ELSE 0 END,
    CASE c.hour WHEN 9 THEN c.visits ELSE 0 END,
    CASE c.hour WHEN 10 THEN c.visits ELSE 0 END,
    CASE c.hour WHEN 11 THEN c.visits ELSE 0 END,
    CASE c.hour WHEN 12 THEN c.visits ELSE 0 END,
    CASE c.hour WHEN 13 THEN c.visits ELSE 0 END,
    CASE c.hour WHEN 14 THEN c.visits ELSE 0 END,
    CASE c.hour WHEN 15 THEN c.visits ELSE 0 END,
    CASE c.hour WHEN 16 THEN c.visits ELSE 0 END,
    CASE c.hour WHEN 17 THEN c.visits ELSE 0 END,
    CASE c.hour WHEN 18 THEN c.visits ELSE 0 END,
    CASE c.hour WHEN 19 THEN c.visits ELSE 0 END,
    CASE c.hour WHEN 20 THEN c.visits ELSE 0 END,
    CASE c.hour WHEN 21 THEN c.visits ELSE 0 END,
    CASE c.hour WHEN 22 THEN c.visits ELSE 0 END,
    CASE c.hour WHEN 23 THEN c.visits ELSE 0 END,
    CASE WHEN c.wait_seconds IS NULL THEN 0 ELSE c.calls END,
    c.calls * COALESCE(c.wait_seconds, 0),
    CASE c.calls WHEN 1 THEN c.wait_seconds END,
    CASE c.calls WHEN 1 THEN c.wait_seconds END
FROM (
    SELECT CAST(:entered AS TEXT) AS entered, CAST(:vacated AS TEXT) AS vacated,
           CAST(:visits AS INTEGER) AS visits, CAST(:calls AS INTEGER) AS calls,
           CAST(SUBSTR(CAST(q.re_reservation_time AS TEXT), 1, 2) AS INTEGER) AS hour,
           q.wait_seconds
    FROM queues q
    WHERE q.id = :id
) c
WHERE TRUE
ON CONFLICT (date, poly_id) DO UPDATE
SET
    waiting_bpjs = daily_figures.waiting_bpjs + excluded.waiting_bpjs,
    waiting_general = daily_figures.waiting_general + excluded.waiting_general,
    anamnesa_bpjs = daily_figures.anamnesa_bpjs + excluded.anamnesa_bpjs,
    anamnesa_general = daily_figures.anamnesa_general + excluded.anamnesa_general,
    waiting_doctor_bpjs = daily_figures.waiting_doctor_bpjs + excluded.waiting_doctor_bpjs,
    waiting_doctor_general = daily_figures.waiting_doctor_general + excluded.waiting_doctor_general,
    with_doctor_bpjs = daily_figures.with_doctor_bpjs + excluded.with_doctor_bpjs,
    with_doctor_general = daily_figures.with_doctor_general + excluded.with_doctor_general,
    done_bpjs = daily_figures.done_bpjs + excluded.done_bpjs,
    done_general = daily_figures.done_general + excluded.done_general,
    no_show_bpjs = daily_figures.no_show_bpjs + excluded.no_show_bpjs,
    no_show_general = daily_figures.no_show_general + excluded.no_show_general,
    cancelled_bpjs = daily_figures.cancelled_bpjs + excluded.cancelled_bpjs,
    cancelled_general = daily_figures.cancelled_general + excluded.cancelled_general,
    hour_00 = daily_figures.hour_00 + excluded.hour_00,
    hour_01 = daily_figures.hour_01 + excluded.hour_01,
    hour_02 = daily_figures.hour_02 + excluded.hour_02,
    hour_03 = daily_figures.hour_03 + excluded.hour_03,
    hour_04 = daily_figures.hour_04 + excluded.hour_04,
    hour_05 = daily_figures.hour_05 + excluded.hour_05,
    hour_06 = daily_figures.hour_06 + excluded.hour_06,
    hour_07 = daily_figures.hour_07 + excluded.hour_07,
    hour_08 = daily_figures.hour_08 + excluded.hour_08,
    hour_09 = daily_figures.hour_09 + excluded.hour_09,
    hour_10 = daily_figures.hour_10 + excluded.hour_10,
    hour_11 = daily_figures.hour_11 + excluded.hour_11,
    hour_12 = daily_figures.hour_12 + excluded.hour_12,
    hour_13 = daily_figures.hour_13 + excluded.hour_13,
    hour_14 = daily_figures.hour_14 + excluded.hour_14,
    hour_15 = daily_figures.hour_15 + excluded.hour_15,
    hour_16 = daily_figures.hour_16 + excluded.hour_16,
    hour_17 = daily_figures.hour_17 + excluded.hour_17,
    hour_18 = daily_figures.hour_18 + excluded.hour_18,
    hour_19 = daily_figures.hour_19 + excluded.hour_19,
    hour_20 = daily_figures.hour_20 + excluded.hour_20,
    hour_21 = daily_figures.hour_21 + excluded.hour_21,
    hour_22 = daily_figures.hour_22 + excluded.hour_22,
    hour_23 = daily_figures.hour_23 + excluded.hour_23,
    waits = daily_figures.waits + excluded.waits,
    wait_seconds_sum = daily_figures.wait_seconds_sum + excluded.wait_seconds_sum,
    wait_seconds_min = CASE
        WHEN daily_figures.wait_seconds_min IS NULL
          OR excluded.wait_seconds_min < daily_figures.wait_seconds_min
        THEN excluded.wait_seconds_min
        ELSE daily_figures.wait_seconds_min
    END,
    wait_seconds_max = CASE
        WHEN daily_figures.wait_seconds_max IS NULL
          OR excluded.wait_seconds_max > daily_figures.wait_seconds_max
        THEN excluded.wait_seconds_max
        ELSE daily_figures.wait_seconds_max
    END
