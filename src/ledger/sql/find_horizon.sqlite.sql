SELECT 0 AS oldest_open, 0 AS next
