-- Whether there are schedules: 0 or 1. A start must not read all of them.
SELECT COUNT(*) AS schedules FROM (SELECT id FROM schedules LIMIT 1) AS first
