SELECT name, setting
FROM pg_settings
WHERE name IN
    ('fsync', 'full_page_writes', 'synchronous_commit', 'server_version', 'server_encoding',
     'max_connections')
UNION ALL
SELECT 'is_standby', CAST(pg_is_in_recovery() AS TEXT)
ORDER BY 1
