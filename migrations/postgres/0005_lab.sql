-- The lab's tables, with the names and meanings that its own system gives them, so that rows are
-- copied as they are (antrean lab import). References are not declared there either; the import
-- checks them. Dates and times are the clinic's.

-- Where samples are taken.
CREATE TABLE t_samplestation (
    T_SampleStationID BIGINT PRIMARY KEY,
    T_SampleStationCode TEXT NOT NULL DEFAULT '',
    T_SampleStationName TEXT NOT NULL DEFAULT '',
    T_SampleStationIsNonLab TEXT,
    T_SampleStationIsAdditionalFisik TEXT,
    T_SampleStationOrder BIGINT,
    T_SampleStationCreated TIMESTAMP(0),
    T_SampleStationLastUpdated TIMESTAMP(0),
    T_SampleStationIsActive TEXT NOT NULL DEFAULT 'Y'
);

-- Materials: blood, urine, ...
CREATE TABLE t_bahan (
    T_BahanID BIGINT PRIMARY KEY,
    T_BahanName TEXT NOT NULL DEFAULT '',
    T_BahanT_SampleStationID BIGINT,
    T_BahanIsActive TEXT NOT NULL DEFAULT 'Y'
);

CREATE TABLE t_sampletype (
    T_SampleTypeID BIGINT PRIMARY KEY,
    T_SampleTypeName TEXT NOT NULL DEFAULT '',
    T_SampleTypeSuffix TEXT,
    T_SampleTypeT_BahanID BIGINT,
    T_SampleTypeIsActive TEXT NOT NULL DEFAULT 'Y'
);

-- T_TestParentT_TestID is the panel that the test belongs to, 0 for none.
CREATE TABLE t_test (
    T_TestID BIGINT PRIMARY KEY,
    T_TestCode TEXT,
    T_TestSasCode TEXT,
    T_TestName TEXT NOT NULL DEFAULT '',
    T_TestT_SampleTypeID BIGINT,
    T_TestNat_TestID BIGINT,
    T_TestParentT_TestID BIGINT NOT NULL DEFAULT 0,
    T_TestIsResult TEXT,
    T_TestIsPrice TEXT,
    T_TestIsNonLab TEXT,
    T_TestNat_GroupID BIGINT,
    T_TestNat_SubgroupID BIGINT,
    T_TestNat_SubSubGroupID BIGINT,
    T_TestIsActive TEXT NOT NULL DEFAULT 'Y'
);
CREATE INDEX t_test_nat_test ON t_test (T_TestNat_TestID);

-- The codes of the lab information system.
CREATE TABLE nat_testmap (
    Nat_TestMapID BIGINT PRIMARY KEY,
    Nat_TestMapNat_TestID BIGINT NOT NULL,
    Nat_TestMapCode TEXT,
    Nat_TestMapIsActive TEXT NOT NULL DEFAULT 'Y'
);
CREATE INDEX nat_testmap_nat_test ON nat_testmap (Nat_TestMapNat_TestID);

-- Rooms.
CREATE TABLE m_location (
    M_LocationID BIGINT PRIMARY KEY,
    M_LocationName TEXT NOT NULL DEFAULT '',
    M_LocationT_SampleStationID BIGINT,
    M_LocationIsActive TEXT NOT NULL DEFAULT 'Y'
);

CREATE TABLE t_orderheader (
    T_OrderHeaderID BIGINT PRIMARY KEY,
    T_OrderHeaderLabNumber TEXT NOT NULL,
    T_OrderHeaderLabNumberExt TEXT,
    T_OrderHeaderDate TIMESTAMP(0),
    T_OrderHeaderM_PatientID BIGINT,
    T_OrderHeaderM_BranchID BIGINT,
    T_OrderHeaderCorporateID BIGINT,
    T_OrderHeaderMgm_McuID BIGINT,
    T_OrderHeaderM_CompanyID BIGINT,
    T_OrderHeaderIsActive TEXT NOT NULL DEFAULT 'Y'
);
CREATE INDEX t_orderheader_number ON t_orderheader (T_OrderHeaderLabNumber);

-- The tests of an order: those that were ordered and those that have a result.
CREATE TABLE t_orderdetail (
    T_OrderDetailID BIGINT PRIMARY KEY,
    T_OrderDetailT_OrderHeaderID BIGINT NOT NULL,
    T_OrderDetailT_TestID BIGINT NOT NULL,
    T_OrderDetailT_TestCode TEXT,
    T_OrderDetailT_TestSasCode TEXT,
    T_OrderDetailT_TestName TEXT,
    T_OrderDetailT_TestIsResult TEXT,
    T_OrderDetailT_TestIsPrice TEXT,
    T_OrderDetailResult TEXT,
    T_OrderDetailIsActive TEXT NOT NULL DEFAULT 'Y'
);
CREATE INDEX t_orderdetail_order ON t_orderdetail (T_OrderDetailT_OrderHeaderID);

-- Which room serves an order at a station.
CREATE TABLE t_order_location (
    T_OrderLocationID BIGINT PRIMARY KEY,
    T_OrderLocationT_OrderHeaderID BIGINT NOT NULL,
    T_OrderLocationT_SampleStationID BIGINT NOT NULL,
    T_OrderLocationM_LocationID BIGINT NOT NULL,
    T_OrderLocationIsActive TEXT NOT NULL DEFAULT 'Y'
);
CREATE INDEX t_order_location_order ON t_order_location (T_OrderLocationT_OrderHeaderID);

-- Lab: Sampling is the check-in (N, Y, X for rejected), Receive the check-out.
CREATE TABLE t_ordersample (
    T_OrderSampleID BIGINT PRIMARY KEY,
    T_OrderSampleT_OrderHeaderID BIGINT NOT NULL,
    T_OrderSampleT_SampleTypeID BIGINT NOT NULL,
    T_OrderSampleT_BarcodeLabID BIGINT,
    T_OrderSampleT_SampleStationID BIGINT,
    T_OrderSampleBarcode TEXT,
    T_OrderSampleSampling TEXT NOT NULL DEFAULT 'N',
    T_OrderSampleSamplingDate DATE,
    T_OrderSampleSamplingTime TIME(0),
    T_OrderSampleSamplingUserID BIGINT,
    T_OrderSampleReceive TEXT NOT NULL DEFAULT 'N',
    T_OrderSampleReceiveDate DATE,
    T_OrderSampleReceiveTime TIME(0),
    T_OrderSampleReceiveUserID BIGINT,
    T_OrderSampleVerification TEXT,
    T_OrderSampleVerificationDate DATE,
    T_OrderSampleVerificationTime TIME(0),
    T_OrderSampleVerificationUserID BIGINT,
    T_OrderSampleReadyToProcessDateTime TIMESTAMP(0),
    T_OrderSampleIsActive TEXT NOT NULL DEFAULT 'Y',
    T_OrderSampleCreated TIMESTAMP(0),
    T_OrderSampleUserID BIGINT
);
CREATE INDEX t_ordersample_order ON t_ordersample (T_OrderSampleT_OrderHeaderID);

-- Not lab: Process is the check-in, Done the check-out; flag P, D, V, Z or X (rejected).
CREATE TABLE t_samplingso (
    T_SamplingSoID BIGINT PRIMARY KEY,
    T_SamplingSoT_OrderHeaderID BIGINT NOT NULL,
    T_SamplingSoT_TestID BIGINT NOT NULL,
    T_SamplingSoT_SampleStationID BIGINT,
    T_SamplingSoFlag TEXT NOT NULL DEFAULT 'P',
    T_SamplingSoProcessDate DATE,
    T_SamplingSoProcessTime TIME(0),
    T_SamplingSoProcessUserID BIGINT,
    T_SamplingSoDoneDate DATE,
    T_SamplingSoDoneTime TIME(0),
    T_SamplingSoDoneUserID BIGINT,
    T_SamplingSoVerifyDate DATE,
    T_SamplingSoVerifyTime TIME(0),
    T_SamplingSoVerifyUserID BIGINT,
    T_SamplingSoFlagSend TEXT,
    T_SamplingSoIsActive TEXT NOT NULL DEFAULT 'Y',
    T_SamplingSoCreated TIMESTAMP(0),
    T_SamplingSoUserID BIGINT,
    T_SamplingSoCreatedUserID BIGINT,
    T_SamplingSoLastUpdatedUserID BIGINT,
    T_SamplingSoLastUpdated TIMESTAMP(0)
);
CREATE INDEX t_samplingso_order ON t_samplingso (T_SamplingSoT_OrderHeaderID);

-- Glucose measured at the bedside, by national test.
CREATE TABLE order_glucose (
    OrderGlucoseID BIGINT PRIMARY KEY,
    OrderGlucoseT_OrderHeaderID BIGINT NOT NULL,
    OrderGlucoseNat_TestID BIGINT NOT NULL,
    OrderGlucoseResult TEXT,
    OrderGlucoseCreated TIMESTAMP(0),
    OrderGlucoseCreatedUserID BIGINT,
    OrderGlucoseIsActive TEXT NOT NULL DEFAULT 'Y'
);
CREATE INDEX order_glucose_order ON order_glucose (OrderGlucoseT_OrderHeaderID);

-- Ours: what the lab information system shows at the door. The token is kept as it is, because
-- generate_token gives the same one again until it expires.
CREATE TABLE api_wynacom_token (
    Api_WynacomTokenID BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    Api_WynacomTokenValue TEXT NOT NULL UNIQUE,
    Api_WynacomTokenExpiredAt TIMESTAMP(0) NOT NULL,
    Api_WynacomTokenIsActive TEXT NOT NULL DEFAULT 'Y',
    Api_WynacomTokenCreated TIMESTAMP(0) NOT NULL,
    Api_WynacomTokenLastUpdated TIMESTAMP(0) NOT NULL
);
CREATE TABLE api_wynacom_setting (
    Api_WynacomSettingName TEXT PRIMARY KEY,
    Api_WynacomSettingValue TEXT NOT NULL
);

-- Roles that are there already get what a new database gives them.
INSERT INTO role_permissions (role_id, permission)
    SELECT id, 'lab.write' FROM roles WHERE name = 'Perawat Anamnesa';
