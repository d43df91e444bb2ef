// Invented rows of the lab's tables that cover each branch of the rules, and the expected results
// of the two queries (contract 10.3).

type Cell = string | number | null;
export type Row = Record<string, Cell>;
export type Tables = Record<string, Row[]>;

function rows(columns: string, ...lists: Cell[][]): Row[] {
    const names = columns.split(" ");
    return lists.map((cells) =>
        Object.fromEntries(names.map((name, index) => [name, cells[index] ?? null])),
    );
}

const day = "2026-06-11";

// Orders: 1 is the document's example, 2 has everything, 3 has nothing, 4 is inactive, 5 and 6 have
// the same number.
export const labTables: Tables = {
    t_samplestation: rows(
        "T_SampleStationID T_SampleStationName T_SampleStationIsNonLab",
        [1, "Sample Station Phlebotomy", ""],
        [2, "Sample Station Urine", null],
        [3, "Sample Station Radiologi", "RADIODIAGNOSTIC"],
    ),
    t_bahan: rows(
        "T_BahanID T_BahanName T_BahanT_SampleStationID",
        [1, "Darah", 1],
        [2, "Urin", 2],
        [3, "Foto", 3],
        [4, "Lain-lain", 0],
    ),
    t_sampletype: rows(
        "T_SampleTypeID T_SampleTypeName T_SampleTypeT_BahanID",
        [1, "Darah EDTA", 1],
        [2, "Serum", 1],
        [3, "Urin sewaktu", 2],
        [4, "Foto", 3],
        [5, "Swab", 4],
        [6, "Kapiler", 1],
    ),
    t_test: rows(
        "T_TestID T_TestSasCode T_TestName T_TestT_SampleTypeID T_TestNat_TestID " +
            "T_TestParentT_TestID T_TestIsActive",
        [10, "10530100", "Ureum", 2, 110, 0, "Y"],
        [20, "10110000", "Hematologi Lengkap", 1, 120, 0, "Y"],
        [21, "1011000001", "Hemoglobin", 1, 121, 20, "Y"],
        [22, "1011000002", "LED", 2, 122, 20, "Y"],
        [30, "10400100", "Urin Lengkap", 3, 130, 0, "N"],
        [40, "20100100", "Thorax PA", 4, 140, 0, "Y"],
        [41, "2020", "USG \"Abdomen\", atas/bawah é", 4, 141, 0, "Y"],
        [42, "20300100", "EKG", 4, 142, 0, "Y"],
        [43, "20400100", "Treadmill", 4, 143, 0, "Y"],
        [44, "20500100", "Spirometri", 4, 144, 0, "Y"],
        [45, "20600100", "Audiometri", 4, 145, 0, "Y"],
        [50, "10530201", "Glukosa Darah Puasa", 2, 150, 0, "Y"],
        [51, "1053020099", "Glukosa Darah 2 Jam PP", 6, 151, 0, "Y"],
        [52, "10530299", "Glukosa Darah 2 Jam PP (lama)", 2, 151, 0, "Y"],
        [59, "10530300", "Glukosa Darah Sewaktu", 2, 159, 0, "Y"],
        [60, "10400201", "Sedimen", 3, 160, 61, "Y"],
        [61, "10400200", "Panel Urin Lama", 3, 161, 0, "N"],
        [70, null, "Kultur", 5, 170, 0, "Y"],
    ),
    nat_testmap: rows(
        "Nat_TestMapID Nat_TestMapNat_TestID Nat_TestMapCode Nat_TestMapIsActive",
        [1, 110, "00000000", "N"],
        [9, 110, "99999999", "Y"],
        [5, 110, "00000112", "Y"],
        [6, 120, "00000120", "Y"],
        [7, 121, "00000121", "Y"],
        [10, 130, "00000130", "N"],
        [11, 140, "00000140", "Y"],
        [12, 151, "00000251", "Y"],
    ),
    m_location: rows(
        "M_LocationID M_LocationName M_LocationT_SampleStationID",
        [1, "R. SAMPLING", 1],
        [2, "R. SAMPLING 2", 1],
        [3, "R. RADIOLOGI", 3],
    ),
    t_orderheader: rows(
        "T_OrderHeaderID T_OrderHeaderLabNumber T_OrderHeaderDate T_OrderHeaderIsActive",
        [1, "R2606110001", "2026-06-11 08:00:00", "Y"],
        [2, "R2606110002", "2026-06-11 08:00:00", "Y"],
        [3, "R2606110003", "2026-06-11 08:00:00", "Y"],
        [4, "R2606110004", "2026-06-11 08:00:00", "N"],
        [5, "R2606110005", null, "Y"],
        [6, "R2606110005", null, "Y"],
    ),
    t_orderdetail: rows(
        "T_OrderDetailID T_OrderDetailT_OrderHeaderID T_OrderDetailT_TestID T_OrderDetailIsActive",
        ...[10, 51].map((test, index) => [index + 1, 1, test, "Y"]),
        ...[10, 20, 21, 22, 30, 40, 41, 43, 44, 45, 50, 51, 60, 70].map((test, index) => [
            index + 10,
            2,
            test,
            "Y",
        ]),
        [30, 2, 42, "N"],
        [31, 2, 59, "N"],
        [32, 5, 10, "Y"],
    ),
    t_order_location: rows(
        "T_OrderLocationID T_OrderLocationT_OrderHeaderID T_OrderLocationT_SampleStationID " +
            "T_OrderLocationM_LocationID T_OrderLocationIsActive",
        [1, 1, 1, 1, "Y"],
        [2, 2, 1, 1, "Y"],
        [3, 2, 1, 2, "Y"],
        [4, 2, 1, 1, "N"],
        [5, 2, 3, 3, "Y"],
    ),
    t_ordersample: rows(
        "T_OrderSampleID T_OrderSampleT_OrderHeaderID T_OrderSampleT_SampleTypeID " +
            "T_OrderSampleBarcode T_OrderSampleSampling T_OrderSampleSamplingDate " +
            "T_OrderSampleSamplingTime T_OrderSampleSamplingUserID T_OrderSampleReceive " +
            "T_OrderSampleReceiveDate T_OrderSampleReceiveTime T_OrderSampleReceiveUserID " +
            "T_OrderSampleIsActive",
        [1, 1, 2, "B1", "Y", day, "08:34:26", 123, "Y", day, "08:40:00", 123, "Y"],
        [11, 2, 1, "B11", "Y", day, "08:05:00", 11, "Y", day, "08:20:00", 12, "Y"],
        [12, 2, 2, "B12", "Y", day, "08:01:00", 13, "Y", day, "08:25:00", 14, "Y"],
        [13, 2, 3, "B13", "Y", day, "08:15:00", 15, "N", null, null, null, "Y"],
        [14, 2, 3, "B14", "X", null, null, null, "N", null, null, null, "Y"],
        [15, 2, 5, "B15", "Y", day, "08:50:00", null, "Y", day, null, 16, "Y"],
        [16, 2, 1, "B16", "N", null, null, null, "N", null, null, null, "Y"],
        [17, 2, 2, "B17", "Y", day, "07:00:00", 17, "N", null, null, null, "N"],
        [18, 5, 2, "B18", "Y", day, "09:00:00", 18, "N", null, null, null, "Y"],
    ),
    t_samplingso: rows(
        "T_SamplingSoID T_SamplingSoT_OrderHeaderID T_SamplingSoT_TestID T_SamplingSoFlag " +
            "T_SamplingSoProcessDate T_SamplingSoProcessTime T_SamplingSoProcessUserID " +
            "T_SamplingSoDoneDate T_SamplingSoDoneTime T_SamplingSoDoneUserID " +
            "T_SamplingSoIsActive",
        [1, 2, 40, "D", day, "09:00:00", 201, day, "09:10:00", 202, "Y"],
        [2, 2, 41, "P", day, "09:30:00", 203, day, "08:00:00", 204, "Y"],
        [3, 2, 42, "D", day, "09:00:00", 201, day, "09:10:00", 202, "Y"],
        [4, 2, 43, "X", null, null, null, null, null, null, "Y"],
        [5, 2, 44, "V", day, "08:59:59", 205, day, "09:20:00", 206, "Y"],
        [6, 2, 45, "D", day, "09:00:00", 201, day, "09:10:00", 202, "N"],
    ),
    order_glucose: rows(
        "OrderGlucoseID OrderGlucoseT_OrderHeaderID OrderGlucoseNat_TestID OrderGlucoseResult " +
            "OrderGlucoseIsActive",
        [1, 1, 151, "120", "Y"],
        [2, 2, 151, "110", "Y"],
        [3, 2, 151, "140", "Y"],
        [4, 2, 150, "95", "Y"],
        [5, 2, 159, "101", "Y"],
    ),
};

function sampling(...cells: (string | null)[]): Record<string, string | null> {
    const names = [
        "sample_station_name",
        "location_name",
        "cpone_test_code",
        "cpone_test_name",
        "lis_test_code",
        "sampling_check_in_datetime",
        "sampling_check_in_userid",
        "sampling_check_out_datetime",
        "sampling_check_out_userid",
    ];
    return Object.fromEntries(names.map((name, index) => [name, cells[index] ?? null]));
}

function at(time: string): string {
    return `${day} ${time}`;
}

const phlebotomy = "Sample Station Phlebotomy";
const radiology = "Sample Station Radiologi";
const urine = "Sample Station Urine";

export const samplings: Record<string, unknown[]> = {
    R2606110001: [
        sampling(
            phlebotomy, "R. SAMPLING", "10530100", "Ureum", "00000112",
            at("08:34:26"), "123", at("08:40:00"), "123",
        ),
    ],
    R2606110002: [
        sampling(
            radiology, "R. RADIOLOGI", "20500100", "Spirometri", null,
            at("08:59:59"), "205", at("09:20:00"), "206",
        ),
        sampling(
            radiology, "R. RADIOLOGI", "20100100", "Thorax PA", "00000140",
            at("09:00:00"), "201", at("09:10:00"), "202",
        ),
        sampling(
            radiology, "R. RADIOLOGI", "2020", "USG \"Abdomen\", atas/bawah é", null,
            at("09:30:00"), "203", null, null,
        ),
        sampling(
            phlebotomy, "R. SAMPLING 2", "10110000", "Hematologi Lengkap", "00000120",
            at("08:01:00"), "13", at("08:25:00"), "14",
        ),
        sampling(
            phlebotomy, "R. SAMPLING 2", "10530100", "Ureum", "00000112",
            at("08:01:00"), "13", at("08:25:00"), "14",
        ),
        sampling(
            phlebotomy, "R. SAMPLING 2", "10530201", "Glukosa Darah Puasa", null,
            at("08:01:00"), "13", at("08:25:00"), "14",
        ),
        sampling(urine, null, "10400100", "Urin Lengkap", null, at("08:15:00"), "15", null, null),
        sampling(urine, null, "10400201", "Sedimen", null, at("08:15:00"), "15", null, null),
        sampling(null, null, null, "Kultur", null, at("08:50:00"), null, null, null),
    ],
    R2606110003: [],
    R2606110005: [
        sampling(
            phlebotomy, null, "10530100", "Ureum", "00000112", at("09:00:00"), "18", null, null,
        ),
    ],
};

function glucose(...cells: (string | null)[]): Record<string, string | null> {
    const names = ["cpone_test_code", "cpone_test_name", "lis_test_code", "result_glucosa"];
    return Object.fromEntries(names.map((name, index) => [name, cells[index] ?? null]));
}

export const glucoses: Record<string, unknown[]> = {
    R2606110001: [glucose("10530200", "Glukosa Darah 2 Jam PP", "00000251", "120")],
    R2606110002: [
        glucose("10530200", "Glukosa Darah 2 Jam PP", "00000251", "140"),
        glucose("10530201", "Glukosa Darah Puasa", null, "95"),
    ],
    R2606110003: [],
    R2606110005: [],
};
