SELECT COUNT(*) AS days
FROM daily_figures f
WHERE 0
      + f.visits_bpjs --? bpjs
      + f.visits_general --? general
      > 0
  AND f.waits > 0 --? with_waits
  AND f.date >= :date_from --? date_from
  AND f.date <= :date_to --? date_to
  AND f.poly_id = :poly_id --? poly_id
