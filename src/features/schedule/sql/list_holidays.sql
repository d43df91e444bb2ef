SELECT h.id, h.doctor_id, h.first_date, h.last_date, h.reason, h.created_at, h.updated_at,
       u.name AS doctor_name
FROM holidays h
LEFT JOIN users u ON u.id = h.doctor_id
WHERE TRUE
  AND h.id = :id --? id
  AND h.doctor_id = :doctor_id --? doctor_id
  AND h.last_date >= :date_from --? date_from
  AND h.first_date <= :date_to --? date_to
ORDER BY h.first_date, h.id
