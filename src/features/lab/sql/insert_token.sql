INSERT INTO api_wynacom_token
    (Api_WynacomTokenValue, Api_WynacomTokenExpiredAt, Api_WynacomTokenIsActive,
     Api_WynacomTokenCreated, Api_WynacomTokenLastUpdated)
VALUES (:value, :expired_at, 'Y', :now, :now)
