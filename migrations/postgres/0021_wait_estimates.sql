-- The estimates of waits that were made at registrations (src/shared/estimate).

-- The estimate of a visit, until the day after: from when to when it would be called, and when it
-- was. Instants in UTC.
CREATE TABLE wait_estimates (
    reservation_id BIGINT PRIMARY KEY,
    poly_id BIGINT NOT NULL,
    date DATE NOT NULL,
    from_at TIMESTAMP(0) NOT NULL,
    to_at TIMESTAMP(0) NOT NULL,
    called_at TIMESTAMP(0)
);
CREATE INDEX wait_estimates_day ON wait_estimates (date);

-- Per poly and clinic day: how many of these visits were called, how many of them within their
-- range, and how much time there was from one call to the next. The next days begin with this pace.
CREATE TABLE daily_estimates (
    date DATE NOT NULL,
    poly_id BIGINT NOT NULL,
    estimates INTEGER NOT NULL,
    right_estimates INTEGER NOT NULL,
    intervals INTEGER NOT NULL,
    interval_mean_s INTEGER NOT NULL,
    interval_low_s INTEGER NOT NULL,
    interval_high_s INTEGER NOT NULL,
    PRIMARY KEY (date, poly_id)
);
