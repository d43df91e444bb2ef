INSERT INTO staged_last_statuses (reservation_id, status_id)
SELECT e.reservation_id, e.after_status_id
FROM events e
JOIN (SELECT MAX(seq) AS seq FROM events GROUP BY reservation_id) last ON last.seq = e.seq
