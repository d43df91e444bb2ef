SELECT COUNT(*) AS total FROM kiosks
