SELECT 0 AS oldest_open
