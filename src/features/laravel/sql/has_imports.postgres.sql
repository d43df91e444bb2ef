SELECT COUNT(*) AS tables FROM pg_class WHERE oid = to_regclass('imports')
