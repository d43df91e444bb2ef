SELECT name, setting
FROM pg_settings
WHERE name IN
    ('fsync', 'full_page_writes', 'synchronous_commit', 'server_version', 'server_encoding',
     'max_connections', 'synchronous_standby_names')
UNION ALL
SELECT 'is_standby', CAST(pg_is_in_recovery() AS TEXT)
UNION ALL
SELECT 'address', host(inet_server_addr()) || ':' || CAST(inet_server_port() AS TEXT)
WHERE inet_server_addr() IS NOT NULL
ORDER BY 1
