SELECT poly_id,
       waiting_bpjs + waiting_general AS waiting,
       waiting_doctor_bpjs + waiting_doctor_general AS waiting_doctor
FROM daily_figures
WHERE date = :date
ORDER BY poly_id
