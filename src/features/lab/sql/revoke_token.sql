UPDATE api_wynacom_token
SET Api_WynacomTokenIsActive = 'N', Api_WynacomTokenLastUpdated = :now
WHERE Api_WynacomTokenID = :id
