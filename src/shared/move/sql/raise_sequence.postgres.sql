SELECT setval(
    CAST(pg_get_serial_sequence(:name, lower(CAST(:column AS TEXT))) AS regclass),
    CAST(:last AS BIGINT)
) AS last
