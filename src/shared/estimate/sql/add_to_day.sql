-- Adds to the estimates, and replaces the pace.
INSERT INTO daily_estimates
    (date, poly_id, estimates, right_estimates,
     intervals, interval_mean_s, interval_low_s, interval_high_s)
VALUES
    (:date, :poly_id, :estimates, :right_estimates, :intervals, :mean_s, :low_s, :high_s)
ON CONFLICT (date, poly_id) DO UPDATE
SET estimates = daily_estimates.estimates + excluded.estimates,
    right_estimates = daily_estimates.right_estimates + excluded.right_estimates,
    intervals = excluded.intervals,
    interval_mean_s = excluded.interval_mean_s,
    interval_low_s = excluded.interval_low_s,
    interval_high_s = excluded.interval_high_s
