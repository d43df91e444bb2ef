SELECT p.id AS poly_id, p.name AS poly, COALESCE(s.visits, 0) AS visits,
       COALESCE(s.bpjs, 0) AS bpjs, COALESCE(s.done, 0) AS done,
       COALESCE(s.no_show, 0) AS no_show, COALESCE(s.cancelled, 0) AS cancelled,
       COALESCE(s.present, 0) AS present,
       COALESCE(s.waits, 0) AS waits, COALESCE(s.wait_seconds_sum, 0) AS wait_seconds_sum
FROM polies p
LEFT JOIN (
    SELECT f.poly_id, SUM(f.visits_bpjs + f.visits_general) AS visits,
           SUM(f.visits_bpjs) AS bpjs, SUM(f.done_bpjs + f.done_general) AS done,
           SUM(f.no_show_bpjs + f.no_show_general) AS no_show,
           SUM(f.cancelled_bpjs + f.cancelled_general) AS cancelled,
           SUM(f.present) AS present, SUM(f.waits) AS waits,
           CAST(SUM(f.wait_seconds_sum) AS BIGINT) AS wait_seconds_sum
    FROM daily_figures f
    WHERE TRUE
      AND f.date >= :date_from --? date_from
      AND f.date <= :date_to --? date_to
      AND f.poly_id = :poly_id --? poly_id
    GROUP BY f.poly_id
) s ON s.poly_id = p.id
WHERE (p.deleted_at IS NULL OR s.visits > 0)
  AND p.id = :poly_id --? poly_id
ORDER BY p.id
