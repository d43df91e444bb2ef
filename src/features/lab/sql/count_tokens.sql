SELECT COUNT(*) AS number FROM api_wynacom_token
