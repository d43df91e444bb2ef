SELECT COALESCE(MAX(seq), 0) AS last_seq, COUNT(*) AS recent_count
FROM events
WHERE seq > (SELECT COALESCE(MAX(seq), 0) FROM events) - :recent
