SELECT Api_WynacomSettingValue AS value
FROM api_wynacom_setting
WHERE Api_WynacomSettingName = :name
