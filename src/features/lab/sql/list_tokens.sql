SELECT Api_WynacomTokenID AS id, Api_WynacomTokenValue AS value,
       Api_WynacomTokenExpiredAt AS expired_at, Api_WynacomTokenIsActive AS is_active,
       Api_WynacomTokenCreated AS created_at
FROM api_wynacom_token
ORDER BY Api_WynacomTokenID DESC
LIMIT :limit OFFSET :offset
