UPDATE api_wynacom_setting
SET Api_WynacomSettingValue = :value
WHERE Api_WynacomSettingName = :name
