-- Some visits of one poly on one day. All stations are listed, even if all are requested, so that
-- the index finds the visits of one insurance without reading those of the other.
SELECT r.id, p.patient_name, r.bpjs, r.status_id, q.re_reservation_time, q.call_time,
       q.wait_seconds
FROM (
    SELECT id
    FROM reservations
    WHERE date = :date
      AND poly_id = :poly_id
      AND status_id IN (
          :waiting, :anamnesa, :waiting_doctor, :with_doctor, :done, :no_show, :cancelled
      )
      AND bpjs = :bpjs --? bpjs
      AND deleted_at IS NULL
    ORDER BY id
    LIMIT :size OFFSET :skipped
) page
JOIN reservations r ON r.id = page.id
JOIN queues q ON q.id = page.id
JOIN patients p ON p.id = r.patient_id
ORDER BY page.id
