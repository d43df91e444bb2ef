CREATE TABLE staged_last_statuses (
    reservation_id BIGINT PRIMARY KEY,
    status_id BIGINT NOT NULL
)
