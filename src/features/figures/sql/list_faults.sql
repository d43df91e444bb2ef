-- Days whose figures are not those of their visits. A day that every visit left keeps a row of
-- zeros.
SELECT date, poly_id
FROM (
    SELECT
        date, poly_id, waiting_bpjs, waiting_general, anamnesa_bpjs, anamnesa_general,
        waiting_doctor_bpjs, waiting_doctor_general, with_doctor_bpjs, with_doctor_general,
        done_bpjs, done_general, no_show_bpjs, no_show_general, cancelled_bpjs, cancelled_general,
        hour_00, hour_01, hour_02, hour_03, hour_04, hour_05, hour_06, hour_07, hour_08, hour_09,
        hour_10, hour_11, hour_12, hour_13, hour_14, hour_15, hour_16, hour_17, hour_18, hour_19,
        hour_20, hour_21, hour_22, hour_23, waits, wait_seconds_sum, wait_seconds_min,
        wait_seconds_max
    FROM daily_figures
    EXCEPT
    SELECT
        date, poly_id, waiting_bpjs, waiting_general, anamnesa_bpjs, anamnesa_general,
        waiting_doctor_bpjs, waiting_doctor_general, with_doctor_bpjs, with_doctor_general,
        done_bpjs, done_general, no_show_bpjs, no_show_general, cancelled_bpjs, cancelled_general,
        hour_00, hour_01, hour_02, hour_03, hour_04, hour_05, hour_06, hour_07, hour_08, hour_09,
        hour_10, hour_11, hour_12, hour_13, hour_14, hour_15, hour_16, hour_17, hour_18, hour_19,
        hour_20, hour_21, hour_22, hour_23, waits, wait_seconds_sum, wait_seconds_min,
        wait_seconds_max
    FROM counted_figures
    EXCEPT
    SELECT
        date, poly_id, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, NULL, NULL
    FROM daily_figures
) too_much
UNION
SELECT date, poly_id
FROM (
    SELECT
        date, poly_id, waiting_bpjs, waiting_general, anamnesa_bpjs, anamnesa_general,
        waiting_doctor_bpjs, waiting_doctor_general, with_doctor_bpjs, with_doctor_general,
        done_bpjs, done_general, no_show_bpjs, no_show_general, cancelled_bpjs, cancelled_general,
        hour_00, hour_01, hour_02, hour_03, hour_04, hour_05, hour_06, hour_07, hour_08, hour_09,
        hour_10, hour_11, hour_12, hour_13, hour_14, hour_15, hour_16, hour_17, hour_18, hour_19,
        hour_20, hour_21, hour_22, hour_23, waits, wait_seconds_sum, wait_seconds_min,
        wait_seconds_max
    FROM counted_figures
    EXCEPT
    SELECT
        date, poly_id, waiting_bpjs, waiting_general, anamnesa_bpjs, anamnesa_general,
        waiting_doctor_bpjs, waiting_doctor_general, with_doctor_bpjs, with_doctor_general,
        done_bpjs, done_general, no_show_bpjs, no_show_general, cancelled_bpjs, cancelled_general,
        hour_00, hour_01, hour_02, hour_03, hour_04, hour_05, hour_06, hour_07, hour_08, hour_09,
        hour_10, hour_11, hour_12, hour_13, hour_14, hour_15, hour_16, hour_17, hour_18, hour_19,
        hour_20, hour_21, hour_22, hour_23, waits, wait_seconds_sum, wait_seconds_min,
        wait_seconds_max
    FROM daily_figures
) too_little
ORDER BY date, poly_id
