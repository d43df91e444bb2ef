SELECT COUNT(*) AS number FROM api_wynacom_token WHERE Api_WynacomTokenID = :id
