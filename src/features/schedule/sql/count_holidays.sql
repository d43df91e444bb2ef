SELECT COUNT(*) AS holidays FROM holidays
