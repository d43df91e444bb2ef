SELECT COUNT(*) AS total
FROM reservations r
WHERE r.deleted_at IS NULL
  AND r.poly_id = :poly_id --? poly_id
  AND r.status_id = :status_id --? status_id
  AND r.date = :date --? date
  AND r.schedule_id IN (SELECT s.id FROM schedules s WHERE s.doctor_id = :doctor_id) --? doctor_id
  AND r.priority = :priority --? priority
  AND r.patient_id IN ( --? text
      SELECT p.id --? text
      FROM patients p --? text
      WHERE ( --? text
          p.search_key LIKE :text ESCAPE '\' --? text
          OR p.search_key LIKE :number ESCAPE '\' --? number
          OR p.search_key LIKE :other_number ESCAPE '\' --? other_number
      ) --? text
  ) --? text
