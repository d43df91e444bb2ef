SELECT MAX(id) AS id FROM patients
