CREATE TABLE staged_numbers (
    id BIGINT PRIMARY KEY,
    old_number BIGINT NOT NULL,
    new_number BIGINT NOT NULL
)
