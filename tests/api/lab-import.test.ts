// antrean lab import DIR: all files or nothing, and one clear line about an error.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { assertAnswer } from "../support/Json.ts";
import { csv, filesOf, Lab, okay, withFiles } from "../support/Lab.ts";
import { glucoses, labTables, samplings, type Tables } from "../support/LabOrders.ts";
import { runSql } from "../support/Rows.ts";
import { startServer, type CommandResult } from "../support/Server.ts";

const server = await startServer();
after(() => server.close());

function load(files: Record<string, string | Buffer>): Promise<CommandResult> {
    return withFiles(files, (folder) => server.command("lab", "import", folder));
}

async function count(table: string): Promise<number> {
    const rows = await runSql(server.store, `SELECT CAST(COUNT(*) AS TEXT) FROM ${table}`);
    return Number(rows[0]?.[0]);
}

async function assertRefused(files: Record<string, string | Buffer>, line: string): Promise<void> {
    const before = await count("t_sampletype");
    const bahan = csv([{ T_BahanID: 77, T_BahanName: "Plasma" }]);
    const result = await load({ "t_bahan.csv": bahan, ...files });
    const own = result.stderr.split("\n").filter((text) => text.startsWith("antrean: "));
    assert.deepEqual(own, [`antrean: ${line}`], result.stderr);
    assert.equal(result.status, 1);
    assert.equal(await count("t_sampletype"), before, "nothing was imported");
    assert.equal(await count("t_bahan WHERE T_BahanID = 77"), 0, "nothing was imported");
}

const header = "T_SampleTypeID,T_SampleTypeName,T_SampleTypeT_BahanID";
const sampleHeader =
    "T_OrderSampleID,T_OrderSampleT_OrderHeaderID,T_OrderSampleT_SampleTypeID," +
    "T_OrderSampleSamplingDate,T_OrderSampleSamplingTime,T_OrderSampleCreated";
const dated = (cells: string) => ({ "t_ordersample.csv": `${sampleHeader}\n1,1,1,${cells}\n` });

const refusals: [name: string, files: Record<string, string | Buffer>, line: string][] = [
    [
        "AnUnknownColumn",
        { "t_sampletype.csv": "T_SampleTypeID,Colour\n1,red\n" },
        "t_sampletype.csv, row 1: unknown column Colour",
    ],
    [
        "AColumnWithoutAName",
        { "t_sampletype.csv": "T_SampleTypeID,\n1,red\n" },
        "t_sampletype.csv, row 1: unknown column without a name",
    ],
    [
        "AColumnTwice",
        { "t_sampletype.csv": "T_SampleTypeID,T_SampleTypeID\n1,1\n" },
        "t_sampletype.csv, row 1: the column T_SampleTypeID occurs twice",
    ],
    [
        "NoKey",
        { "t_sampletype.csv": "T_SampleTypeName\nSerum\n" },
        "t_sampletype.csv, row 1: the column T_SampleTypeID is missing",
    ],
    [
        "NoNumberOfTheOrder",
        { "t_orderheader.csv": "T_OrderHeaderID\n1\n" },
        "t_orderheader.csv, row 1: the column T_OrderHeaderLabNumber is missing",
    ],
    [
        "AnEmptyFile",
        { "t_sampletype.csv": "" },
        "t_sampletype.csv: the file is empty or cannot be read",
    ],
    [
        "AnUnknownTable",
        { "t_patient.csv": "a\n1\n" },
        "t_patient.csv: the lab has no such table",
    ],
    [
        "AKeyThatIsNoNumber",
        { "t_sampletype.csv": `${header}\n1,Serum,77\nx,Serum,77\n` },
        "t_sampletype.csv, row 3: T_SampleTypeID is not a whole number",
    ],
    [
        "AnEmptyKey",
        { "t_sampletype.csv": `${header}\n,Serum,77\n` },
        "t_sampletype.csv, row 2: T_SampleTypeID is empty",
    ],
    [
        "ANumberOfMoreThan64Bits",
        { "t_sampletype.csv": `${header}\n9223372036854775808,Serum,77\n` },
        "t_sampletype.csv, row 2: T_SampleTypeID is not a whole number",
    ],
    [
        "ADayThatIsNotInTheCalendar",
        dated("2026-02-30,08:00:00,"),
        "t_ordersample.csv, row 2: T_OrderSampleSamplingDate is not a date like 2026-06-11",
    ],
    [
        "ATimeThatIsNoTime",
        dated("2026-02-28,24:00:00,"),
        "t_ordersample.csv, row 2: T_OrderSampleSamplingTime is not a time like 08:34:26",
    ],
    [
        "ADateWithoutItsTime",
        dated("2026-02-28,08:00:00,2026-02-28"),
        "t_ordersample.csv, row 2: T_OrderSampleCreated is not a date and time like " +
            "2026-06-11 08:34:26",
    ],
    [
        "ARowThatIsTooShort",
        { "t_sampletype.csv": `${header}\n\n1,Serum\n` },
        "t_sampletype.csv, row 3: has 2 fields, the header has 3",
    ],
    [
        "ARowThatIsTooLong",
        { "t_sampletype.csv": `${header}\n1,Serum,77,4\n` },
        "t_sampletype.csv, row 2: has 4 fields, the header has 3",
    ],
    [
        "AnOpenQuote",
        { "t_sampletype.csv": `${header}\n1,"Serum,77\n2,Urin,77\n` },
        "t_sampletype.csv, row 2: has a quote that is never closed",
    ],
    [
        "TextBehindAQuote",
        { "t_sampletype.csv": `${header}\n1,"Serum" A,77\n` },
        "t_sampletype.csv, row 2: has text after a closing quote",
    ],
    [
        "AnotherEncoding",
        { "t_sampletype.csv": Buffer.from(`${header}\n1,Ur\xedn,77\n`, "latin1") },
        "t_sampletype.csv, row 2: is not UTF-8",
    ],
    [
        "AReferenceToNothing",
        { "t_sampletype.csv": `${header}\n1,Serum,77\n2,"Urin\nsewaktu",78\n3,Swab,79\n` },
        "t_sampletype.csv, row 3: T_SampleTypeT_BahanID is 78, which is not in t_bahan",
    ],
    [
        "AnOrderThatIsNone",
        {
            "order_glucose.csv":
                "OrderGlucoseID,OrderGlucoseT_OrderHeaderID,OrderGlucoseNat_TestID\n5,0,1\n",
        },
        "order_glucose.csv, row 2: OrderGlucoseT_OrderHeaderID is 0, which is not in t_orderheader",
    ],
];
for (const [name, files, line] of refusals)
    test(`Refuses${name}`, () => assertRefused(files, line));

test("NamesEveryFileAndHowItWasRead", async () => {
    const result = await load({
        "T_Bahan.CSV": "T_BahanID;T_BahanName\n91;Darah, segar\n92;NULL\n;\n",
        "t_sampletype.csv": `${header}\n910,"NULL",91\n`,
        "notes.txt": "later",
    });
    assert.equal(result.status, 0, result.stderr);
    assert.deepEqual(result.stdout.trim().split("\n").sort(), [
        "3 rows of 2 files were imported.",
        "T_Bahan.CSV: 2 rows (separated by semicolons)",
        "notes.txt: not read, because it is no .csv file",
        "t_sampletype.csv: 1 rows",
    ]);
    const names = await runSql(
        server.store,
        "SELECT T_BahanName FROM t_bahan WHERE T_BahanID IN (91, 92) ORDER BY T_BahanID",
    );
    assert.deepEqual(names.slice(0, 1), [["Darah, segar"]]);
    assert.notEqual(names[1]?.[0], "NULL");
    assert.equal(await count("t_sampletype WHERE T_SampleTypeName = 'NULL'"), 1);
});

test("RefusesTwoFilesOfOneTable", async () => {
    const rows = csv([{ T_BahanID: 93, T_BahanName: "Plasma" }]);
    const twice = await load({ "t_bahan.csv": rows, "T_BAHAN.CSV": rows });
    assert.match(twice.stderr, /^antrean: T_BAHAN\.CSV and t_bahan\.csv are of the same table$/m);
    assert.equal(twice.status, 1);
});

test("RefusesAFolderWithoutFiles", async () => {
    const nowhere = await server.command("lab", "import", "/nowhere");
    assert.match(nowhere.stderr, /^antrean: \/nowhere: No such file or directory$/m);
    assert.equal(nowhere.status, 1);
    const empty = await load({ "notes.txt": "later" });
    assert.match(empty.stderr, /^antrean: \S+: contains no \.csv file$/m);
    assert.equal((await server.command("lab", "import")).status, 2);
});

test("ImportsWhatTheQueriesNeedAndDoesSoAgain", async () => {
    const lab = await new Lab(server.baseUrl).signIn();
    const files = filesOf(labTables);
    const total = Object.values(labTables).reduce((sum, rows) => sum + rows.length, 0);
    const fromWindows = Object.entries(files).map(([name, rows]) => [
        name,
        `\ufeff${rows.replaceAll("\n", "\r\n")}`,
    ]);
    for (const text of [files, Object.fromEntries(fromWindows)]) {
        const result = await load(text);
        assert.equal(result.status, 0, result.stderr);
        assert.match(result.stdout, /^t_test\.csv: 18 rows$/m);
        assert.match(result.stdout, new RegExp(`^${total} rows of 12 files were imported`, "m"));
        for (const number of Object.keys(samplings)) {
            const body = { nolab: number };
            assertAnswer(await lab.post("sampling_timestamp", body), 200, okay(samplings[number]));
            assertAnswer(await lab.post("glucose", body), 200, okay(glucoses[number]));
        }
    }
});

test("ARowThatIsThereAlreadyIsChangedInTheColumnsOfTheFile", async () => {
    const files = {
        "t_sampletype.csv":
            "T_SampleTypeName,T_SampleTypeID,T_SampleTypeSuffix\n" +
            '"Darah, ""EDTA""",1,E\nLama,900,\n"",901,\nBaru,900,B\n',
    };
    assert.equal((await load(files)).status, 0);
    const rows = await runSql(
        server.store,
        `SELECT CAST(T_SampleTypeID AS TEXT), T_SampleTypeName, T_SampleTypeSuffix,
             CAST(T_SampleTypeT_BahanID AS TEXT), T_SampleTypeIsActive
         FROM t_sampletype WHERE T_SampleTypeID IN (1, 900, 901) ORDER BY T_SampleTypeID`,
    );
    assert.deepEqual(rows, [
        ["1", 'Darah, "EDTA"', "E", "1", "Y"],
        ["900", "Baru", "B", null, "Y"],
        ["901", "", null, null, "Y"],
    ]);
});

test("ManyRowsAreImportedWithTheirProgress", async () => {
    const rows = Array.from({ length: 100_007 }, (_, index) => ({
        Nat_TestMapID: index + 1000,
        Nat_TestMapNat_TestID: index,
        Nat_TestMapCode: `C${index}`,
    }));
    const tables: Tables = { nat_testmap: rows };
    const result = await load(filesOf(tables));
    assert.equal(result.status, 0, result.stderr);
    assert.deepEqual(result.stdout.trim().split("\n"), [
        "nat_testmap.csv: 100000 rows",
        "nat_testmap.csv: 100007 rows",
        "100007 rows of 1 files were imported.",
    ]);
    assert.equal(await count("nat_testmap WHERE Nat_TestMapID >= 1000"), 100_007);
});
