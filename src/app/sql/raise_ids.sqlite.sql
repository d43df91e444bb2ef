-- SQLite's next id is always above the greatest one.
SELECT 0 AS raised
