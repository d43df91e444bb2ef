-- The lab's tables, with the names and meanings that its own system gives them, so that rows are
-- copied as they are (antrean lab import). References are not declared there either; the import
-- checks them. Dates and times are the clinic's.

-- Where samples are taken.
CREATE TABLE t_samplestation (
    T_SampleStationID INTEGER PRIMARY KEY,
    T_SampleStationCode TEXT NOT NULL DEFAULT '',
    T_SampleStationName TEXT NOT NULL DEFAULT '',
    T_SampleStationIsNonLab TEXT,
    T_SampleStationIsAdditionalFisik TEXT,
    T_SampleStationOrder INTEGER,
    T_SampleStationCreated TEXT,
    T_SampleStationLastUpdated TEXT,
    T_SampleStationIsActive TEXT NOT NULL DEFAULT 'Y'
) STRICT;

-- Materials: blood, urine, ...
CREATE TABLE t_bahan (
    T_BahanID INTEGER PRIMARY KEY,
    T_BahanName TEXT NOT NULL DEFAULT '',
    T_BahanT_SampleStationID INTEGER,
    T_BahanIsActive TEXT NOT NULL DEFAULT 'Y'
) STRICT;

CREATE TABLE t_sampletype (
    T_SampleTypeID INTEGER PRIMARY KEY,
    T_SampleTypeName TEXT NOT NULL DEFAULT '',
    T_SampleTypeSuffix TEXT,
    T_SampleTypeT_BahanID INTEGER,
    T_SampleTypeIsActive TEXT NOT NULL DEFAULT 'Y'
) STRICT;

-- T_TestParentT_TestID is the panel that the test belongs to, 0 for none.
CREATE TABLE t_test (
    T_TestID INTEGER PRIMARY KEY,
    T_TestCode TEXT,
    T_TestSasCode TEXT,
    T_TestName TEXT NOT NULL DEFAULT '',
    T_TestT_SampleTypeID INTEGER,
    T_TestNat_TestID INTEGER,
    T_TestParentT_TestID INTEGER NOT NULL DEFAULT 0,
    T_TestIsResult TEXT,
    T_TestIsPrice TEXT,
    T_TestIsNonLab TEXT,
    T_TestNat_GroupID INTEGER,
    T_TestNat_SubgroupID INTEGER,
    T_TestNat_SubSubGroupID INTEGER,
    T_TestIsActive TEXT NOT NULL DEFAULT 'Y'
) STRICT;
CREATE INDEX t_test_nat_test ON t_test (T_TestNat_TestID);

-- The codes of the lab information system.
CREATE TABLE nat_testmap (
    Nat_TestMapID INTEGER PRIMARY KEY,
    Nat_TestMapNat_TestID INTEGER NOT NULL,
    Nat_TestMapCode TEXT,
    Nat_TestMapIsActive TEXT NOT NULL DEFAULT 'Y'
) STRICT;
CREATE INDEX nat_testmap_nat_test ON nat_testmap (Nat_TestMapNat_TestID);

-- Rooms.
CREATE TABLE m_location (
    M_LocationID INTEGER PRIMARY KEY,
    M_LocationName TEXT NOT NULL DEFAULT '',
    M_LocationT_SampleStationID INTEGER,
    M_LocationIsActive TEXT NOT NULL DEFAULT 'Y'
) STRICT;

CREATE TABLE t_orderheader (
    T_OrderHeaderID INTEGER PRIMARY KEY,
    T_OrderHeaderLabNumber TEXT NOT NULL,
    T_OrderHeaderLabNumberExt TEXT,
    T_OrderHeaderDate TEXT,
    T_OrderHeaderM_PatientID INTEGER,
    T_OrderHeaderM_BranchID INTEGER,
    T_OrderHeaderCorporateID INTEGER,
    T_OrderHeaderMgm_McuID INTEGER,
    T_OrderHeaderM_CompanyID INTEGER,
    T_OrderHeaderIsActive TEXT NOT NULL DEFAULT 'Y'
) STRICT;
CREATE INDEX t_orderheader_number ON t_orderheader (T_OrderHeaderLabNumber);

-- The tests of an order: those that were ordered and those that have a result.
CREATE TABLE t_orderdetail (
    T_OrderDetailID INTEGER PRIMARY KEY,
    T_OrderDetailT_OrderHeaderID INTEGER NOT NULL,
    T_OrderDetailT_TestID INTEGER NOT NULL,
    T_OrderDetailT_TestCode TEXT,
    T_OrderDetailT_TestSasCode TEXT,
    T_OrderDetailT_TestName TEXT,
    T_OrderDetailT_TestIsResult TEXT,
    T_OrderDetailT_TestIsPrice TEXT,
    T_OrderDetailResult TEXT,
    T_OrderDetailIsActive TEXT NOT NULL DEFAULT 'Y'
) STRICT;
CREATE INDEX t_orderdetail_order ON t_orderdetail (T_OrderDetailT_OrderHeaderID);

-- Which room serves an order at a station.
CREATE TABLE t_order_location (
    T_OrderLocationID INTEGER PRIMARY KEY,
    T_OrderLocationT_OrderHeaderID INTEGER NOT NULL,
    T_OrderLocationT_SampleStationID INTEGER NOT NULL,
    T_OrderLocationM_LocationID INTEGER NOT NULL,
    T_OrderLocationIsActive TEXT NOT NULL DEFAULT 'Y'
) STRICT;
CREATE INDEX t_order_location_order ON t_order_location (T_OrderLocationT_OrderHeaderID);

-- Lab: Sampling is the check-in (N, Y, X for rejected), Receive the check-out.
CREATE TABLE t_ordersample (
    T_OrderSampleID INTEGER PRIMARY KEY,
    T_OrderSampleT_OrderHeaderID INTEGER NOT NULL,
    T_OrderSampleT_SampleTypeID INTEGER NOT NULL,
    T_OrderSampleT_BarcodeLabID INTEGER,
    T_OrderSampleT_SampleStationID INTEGER,
    T_OrderSampleBarcode TEXT,
    T_OrderSampleSampling TEXT NOT NULL DEFAULT 'N',
    T_OrderSampleSamplingDate TEXT,
    T_OrderSampleSamplingTime TEXT,
    T_OrderSampleSamplingUserID INTEGER,
    T_OrderSampleReceive TEXT NOT NULL DEFAULT 'N',
    T_OrderSampleReceiveDate TEXT,
    T_OrderSampleReceiveTime TEXT,
    T_OrderSampleReceiveUserID INTEGER,
    T_OrderSampleVerification TEXT,
    T_OrderSampleVerificationDate TEXT,
    T_OrderSampleVerificationTime TEXT,
    T_OrderSampleVerificationUserID INTEGER,
    T_OrderSampleReadyToProcessDateTime TEXT,
    T_OrderSampleIsActive TEXT NOT NULL DEFAULT 'Y',
    T_OrderSampleCreated TEXT,
    T_OrderSampleUserID INTEGER
) STRICT;
CREATE INDEX t_ordersample_order ON t_ordersample (T_OrderSampleT_OrderHeaderID);

-- Not lab: Process is the check-in, Done the check-out; flag P, D, V, Z or X (rejected).
CREATE TABLE t_samplingso (
    T_SamplingSoID INTEGER PRIMARY KEY,
    T_SamplingSoT_OrderHeaderID INTEGER NOT NULL,
    T_SamplingSoT_TestID INTEGER NOT NULL,
    T_SamplingSoT_SampleStationID INTEGER,
    T_SamplingSoFlag TEXT NOT NULL DEFAULT 'P',
    T_SamplingSoProcessDate TEXT,
    T_SamplingSoProcessTime TEXT,
    T_SamplingSoProcessUserID INTEGER,
    T_SamplingSoDoneDate TEXT,
    T_SamplingSoDoneTime TEXT,
    T_SamplingSoDoneUserID INTEGER,
    T_SamplingSoVerifyDate TEXT,
    T_SamplingSoVerifyTime TEXT,
    T_SamplingSoVerifyUserID INTEGER,
    T_SamplingSoFlagSend TEXT,
    T_SamplingSoIsActive TEXT NOT NULL DEFAULT 'Y',
    T_SamplingSoCreated TEXT,
    T_SamplingSoUserID INTEGER,
    T_SamplingSoCreatedUserID INTEGER,
    T_SamplingSoLastUpdatedUserID INTEGER,
    T_SamplingSoLastUpdated TEXT
) STRICT;
CREATE INDEX t_samplingso_order ON t_samplingso (T_SamplingSoT_OrderHeaderID);

-- Glucose measured at the bedside, by national test.
CREATE TABLE order_glucose (
    OrderGlucoseID INTEGER PRIMARY KEY,
    OrderGlucoseT_OrderHeaderID INTEGER NOT NULL,
    OrderGlucoseNat_TestID INTEGER NOT NULL,
    OrderGlucoseResult TEXT,
    OrderGlucoseCreated TEXT,
    OrderGlucoseCreatedUserID INTEGER,
    OrderGlucoseIsActive TEXT NOT NULL DEFAULT 'Y'
) STRICT;
CREATE INDEX order_glucose_order ON order_glucose (OrderGlucoseT_OrderHeaderID);

-- Ours: what the lab information system shows at the door. The token is kept as it is, because
-- generate_token gives the same one again until it expires.
CREATE TABLE api_wynacom_token (
    Api_WynacomTokenID INTEGER PRIMARY KEY,
    Api_WynacomTokenValue TEXT NOT NULL UNIQUE,
    Api_WynacomTokenExpiredAt TEXT NOT NULL,
    Api_WynacomTokenIsActive TEXT NOT NULL DEFAULT 'Y',
    Api_WynacomTokenCreated TEXT NOT NULL,
    Api_WynacomTokenLastUpdated TEXT NOT NULL
) STRICT;
CREATE TABLE api_wynacom_setting (
    Api_WynacomSettingName TEXT PRIMARY KEY,
    Api_WynacomSettingValue TEXT NOT NULL
) STRICT;

-- Roles that are there already get what a new database gives them.
INSERT INTO role_permissions (role_id, permission)
    SELECT id, 'lab.write' FROM roles WHERE name = 'Perawat Anamnesa';
