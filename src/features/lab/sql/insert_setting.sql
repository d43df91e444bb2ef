INSERT INTO api_wynacom_setting (Api_WynacomSettingName, Api_WynacomSettingValue)
VALUES (:name, :value)
