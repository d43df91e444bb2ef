SELECT COALESCE(MAX(seq), 0) AS last_seq FROM events
