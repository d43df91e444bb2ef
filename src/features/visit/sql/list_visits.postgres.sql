SELECT v.id, v.patient_id, v.poly_id, v.schedule_id, v.date, v.bpjs, v.status_id, v.created_at,
       v.updated_at, v.deleted_at, v.queue_poly_id, v.queue_number, v.queue_date,
       v.re_reservation_time, v.call_time, v.queue_created_at, v.queue_updated_at,
       v.queue_deleted_at, v.number_of_calls, v.notification_status, v.patient_name, v.no_bpjs,
       v.whatsapp_number, v.email, v.chat_id, v.patient_created_at, v.patient_updated_at,
       v.patient_deleted_at, v.checked_in_at, v.priority, v.cancel_reason
FROM (
    SELECT r.id
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
    ORDER BY r.id
    LIMIT :size OFFSET :skipped
) page
JOIN visits v ON v.id = page.id
ORDER BY v.id
