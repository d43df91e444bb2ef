INSERT INTO patient_index (patient_index) VALUES ('optimize')
