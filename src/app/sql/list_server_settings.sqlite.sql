SELECT 'server_version' AS name, sqlite_version() AS setting
UNION ALL
SELECT 'journal_mode', journal_mode
FROM pragma_journal_mode
ORDER BY 1
