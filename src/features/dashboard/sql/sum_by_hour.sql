SELECT
    COALESCE(SUM(f.hour_00), 0), COALESCE(SUM(f.hour_01), 0), COALESCE(SUM(f.hour_02), 0),
    COALESCE(SUM(f.hour_03), 0), COALESCE(SUM(f.hour_04), 0), COALESCE(SUM(f.hour_05), 0),
    COALESCE(SUM(f.hour_06), 0), COALESCE(SUM(f.hour_07), 0), COALESCE(SUM(f.hour_08), 0),
    COALESCE(SUM(f.hour_09), 0), COALESCE(SUM(f.hour_10), 0), COALESCE(SUM(f.hour_11), 0),
    COALESCE(SUM(f.hour_12), 0), COALESCE(SUM(f.hour_13), 0), COALESCE(SUM(f.hour_14), 0),
    COALESCE(SUM(f.hour_15), 0), COALESCE(SUM(f.hour_16), 0), COALESCE(SUM(f.hour_17), 0),
    COALESCE(SUM(f.hour_18), 0), COALESCE(SUM(f.hour_19), 0), COALESCE(SUM(f.hour_20), 0),
    COALESCE(SUM(f.hour_21), 0), COALESCE(SUM(f.hour_22), 0), COALESCE(SUM(f.hour_23), 0)
FROM daily_figures f
WHERE f.date >= :date_from
  AND f.date <= :date_to
  AND f.poly_id = :poly_id --? poly_id
