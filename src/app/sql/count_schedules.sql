SELECT COUNT(*) AS schedules FROM schedules
