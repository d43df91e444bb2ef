UPDATE patient_upkeep
SET settled_id = 0, settled_count = 0
