INSERT INTO patient_index (patient_index) VALUES ('delete-all');
UPDATE patient_upkeep
SET settled_id = 0, settled_count = 0
