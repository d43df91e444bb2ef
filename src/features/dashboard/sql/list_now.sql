-- Those who wait, by poly and station, and since when the longest of them waits. A patient who
-- registered on an earlier day waits since the check-in.
SELECT poly_id, status_id, COUNT(*) AS visits,
       MIN(CASE WHEN created_at >= :midnight THEN created_at ELSE checked_in_at END) AS since
FROM reservations
WHERE date = :date
  AND poly_id = :poly_id --? poly_id
  AND status_id IN (:waiting, :anamnesa, :waiting_doctor, :with_doctor)
  AND deleted_at IS NULL
GROUP BY poly_id, status_id
ORDER BY poly_id, status_id
