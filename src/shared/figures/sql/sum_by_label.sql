SELECT SUBSTR(CAST(f.date AS TEXT), 1, :label_size) AS label, f.poly_id,
       SUM(f.visits_bpjs) AS bpjs, SUM(f.visits_general) AS general
FROM daily_figures f
WHERE TRUE
  AND f.date >= :date_from --? date_from
  AND f.date <= :date_to --? date_to
  AND f.poly_id = :poly_id --? poly_id
GROUP BY 1, f.poly_id
HAVING SUM(f.visits_bpjs + f.visits_general) > 0
ORDER BY 1, f.poly_id
