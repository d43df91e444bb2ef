SELECT pg_sequence_last_value(
    CAST(pg_get_serial_sequence(:name, lower(CAST(:column AS TEXT))) AS regclass)
) AS last
