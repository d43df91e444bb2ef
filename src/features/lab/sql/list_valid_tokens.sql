SELECT Api_WynacomTokenID AS id, Api_WynacomTokenValue AS value,
       Api_WynacomTokenExpiredAt AS expired_at
FROM api_wynacom_token
WHERE Api_WynacomTokenIsActive = 'Y' AND Api_WynacomTokenExpiredAt > :now
ORDER BY Api_WynacomTokenID
LIMIT 100
