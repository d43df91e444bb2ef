DELETE FROM daily_waits
