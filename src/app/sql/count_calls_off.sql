SELECT COUNT(*) AS broken
FROM queues q
LEFT JOIN events e ON e.seq = q.called_seq
WHERE q.called_seq IS NOT NULL
  AND (e.seq IS NULL OR e.reservation_id <> q.id OR e.kind NOT IN ('anamnesa', 'with_doctor'))
