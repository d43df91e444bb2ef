--! stream
SELECT f.date, f.poly_id, page.poly,
       0
       + f.visits_bpjs --? bpjs
       AS bpjs,
       0
       + f.visits_general --? general
       AS general,
       0
       + f.no_show_bpjs --? bpjs
       + f.no_show_general --? general
       AS no_show,
       0
       + f.cancelled_bpjs --? bpjs
       + f.cancelled_general --? general
       AS cancelled,
       f.waits, f.wait_seconds_sum, f.wait_seconds_min, f.wait_seconds_max,
       f.hour_00, f.hour_01, f.hour_02, f.hour_03, f.hour_04, f.hour_05,
       f.hour_06, f.hour_07, f.hour_08, f.hour_09, f.hour_10, f.hour_11,
       f.hour_12, f.hour_13, f.hour_14, f.hour_15, f.hour_16, f.hour_17,
       f.hour_18, f.hour_19, f.hour_20, f.hour_21, f.hour_22, f.hour_23
FROM (
    SELECT f.date, f.poly_id, p.name AS poly, LOWER(p.name) AS poly_order
    FROM daily_figures f
    JOIN polies p ON p.id = f.poly_id
    WHERE 0
          + f.visits_bpjs --? bpjs
          + f.visits_general --? general
          > 0
      AND f.waits > 0 --? with_waits
      AND f.date >= :date_from --? date_from
      AND f.date <= :date_to --? date_to
      AND f.poly_id = :poly_id --? poly_id
    ORDER BY f.date, poly_order, f.poly_id
    LIMIT :size OFFSET :skipped --? size
) page
JOIN daily_figures f ON f.date = page.date AND f.poly_id = page.poly_id
ORDER BY page.date, page.poly_order, page.poly_id
