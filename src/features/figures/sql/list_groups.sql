--! stream
SELECT f.date, f.poly_id, p.name AS poly,
       f.waiting_general * CAST(:waiting_general AS INTEGER)
       + f.waiting_bpjs * CAST(:waiting_bpjs AS INTEGER)
       + f.anamnesa_general * CAST(:anamnesa_general AS INTEGER)
       + f.anamnesa_bpjs * CAST(:anamnesa_bpjs AS INTEGER)
       + f.waiting_doctor_general * CAST(:waiting_doctor_general AS INTEGER)
       + f.waiting_doctor_bpjs * CAST(:waiting_doctor_bpjs AS INTEGER)
       + f.with_doctor_general * CAST(:with_doctor_general AS INTEGER)
       + f.with_doctor_bpjs * CAST(:with_doctor_bpjs AS INTEGER)
       + f.done_general * CAST(:done_general AS INTEGER)
       + f.done_bpjs * CAST(:done_bpjs AS INTEGER)
       + f.no_show_general * CAST(:no_show_general AS INTEGER)
       + f.no_show_bpjs * CAST(:no_show_bpjs AS INTEGER)
       + f.cancelled_general * CAST(:cancelled_general AS INTEGER)
       + f.cancelled_bpjs * CAST(:cancelled_bpjs AS INTEGER) AS visits
FROM daily_figures f
JOIN polies p ON p.id = f.poly_id
WHERE TRUE
  AND f.date >= :date_from --? date_from
  AND f.date <= :date_to --? date_to
  AND f.poly_id = :poly_id --? poly_id
ORDER BY f.date, LOWER(p.name), f.poly_id
