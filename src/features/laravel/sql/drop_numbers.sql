DROP TABLE IF EXISTS staged_numbers
