SELECT 0 AS transaction_id
