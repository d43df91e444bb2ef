SELECT COUNT(setval(pg_get_serial_sequence(named.name, 'id'), named.greatest)) AS raised
FROM (
    SELECT 'users' AS name, MAX(id) AS greatest FROM users
    UNION ALL SELECT 'roles', MAX(id) FROM roles
    UNION ALL SELECT 'polies', MAX(id) FROM polies
    UNION ALL SELECT 'statuses', MAX(id) FROM statuses
) named
WHERE named.greatest IS NOT NULL
