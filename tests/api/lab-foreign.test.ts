// A hospital's own database: MariaDB, PostgreSQL and SQLite give the same bytes as our own tables,
// and the server reconnects by itself after an outage.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { Api } from "../support/Api.ts";
import { createStore, engineUnderTest } from "../support/Engine.ts";
import { eventually } from "../support/Eventually.ts";
import { any, assertAnswer } from "../support/Json.ts";
import {
    assertNothingBreaks,
    importTables,
    Lab,
    okay,
    refused,
    statementsOf,
} from "../support/Lab.ts";
import { glucoses, labTables, samplings } from "../support/LabOrders.ts";
import { MariadbServer } from "../support/Mariadb.ts";
import { signInAs } from "../support/Roles.ts";
import { runSql } from "../support/Rows.ts";
import { startServer, type Server } from "../support/Server.ts";

const away = refused("Data lab sedang tidak tersedia, silakan coba beberapa saat lagi");
const numbers = Object.keys(samplings);

const mariadb = await MariadbServer.create();
after(() => mariadb.remove());
await mariadb.run(statementsOf(labTables));
const reader = await mariadb.urlFor("reader", "it's \\ a 'secret'", "SELECT");

const own = await startServer();
after(() => own.close());
await importTables(own, labTables);

async function onServer(
    url: string,
    use: (lab: Lab, server: Server) => Promise<void>,
    ...flags: string[]
): Promise<void> {
    const server = await startServer({
        flags: ["--demo", ...flags],
        env: { ANTREAN_LAB_DATABASE: url },
    });
    try {
        await use(new Lab(server.baseUrl), server);
    } finally {
        await server.close();
    }
}

async function bytesOf(lab: Lab): Promise<string[]> {
    const holder = await lab.signIn();
    const answers: string[] = [];
    for (const query of ["sampling_timestamp", "glucose"])
        for (const nolab of [...numbers, "R2606110004", "r2606110001", "' OR '1'='1", "\\"])
            answers.push(await holder.bytes(query, { nolab }));
    return answers;
}

async function assertSameBytes(url: string): Promise<void> {
    const expected = await bytesOf(new Lab(own.baseUrl));
    await onServer(url, async (lab) => assert.deepEqual(await bytesOf(lab), expected));
}

test("MariadbGivesTheSameBytesToAnAccountThatMayOnlyRead", async () => {
    const queries: [path: string, rows: Record<string, unknown[]>][] = [
        ["sampling_timestamp", samplings],
        ["glucose", glucoses],
    ];
    await onServer(reader, async (lab) => {
        const holder = await lab.signIn();
        for (const [path, rows] of queries)
            for (const nolab of numbers)
                assertAnswer(await holder.post(path, { nolab }), 200, okay(rows[nolab]));
        const none = refused("Order tidak ditemukan: r2606110001");
        assertAnswer(await holder.post("glucose", { nolab: "r2606110001" }), 200, none);
        assertAnswer(await lab.post("glucose"), 200, refused("Token wajib diisi"));
        const forged = refused("Token tidak valid atau sudah expired");
        assertAnswer(await lab.post("glucose", {}, { Authorization: "Bearer x" }), 200, forged);
    });
    await assertSameBytes(reader);
});

test("NoNumberBreaksTheStatementsOnMariadb", () =>
    onServer(reader, async (lab) => assertNothingBreaks(await lab.signIn())));

test("SqliteGivesTheSameBytes", async () => {
    const store = await createStore("sqlite");
    try {
        const path = join(store.dataDir, "lab.db");
        const script =
            "import sqlite3, sys; sqlite3.connect(sys.argv[1]).executescript(sys.argv[2])";
        await promisify(execFile)("python3", ["-c", script, path, statementsOf(labTables)]);
        await assertSameBytes(`sqlite:${path}`);
    } finally {
        await store.remove();
    }
});

if (engineUnderTest() === "postgres")
    test("PostgresGivesTheSameBytes", async () => {
        const store = await createStore("postgres");
        try {
            await runSql(store, statementsOf(labTables, "timestamp"));
            await assertSameBytes(store.databaseUrl);
        } finally {
            await store.remove();
        }
    });

test("ATableWithoutItsActiveFlagIsReadAsActive", async () => {
    const rows = (labTables.order_glucose ?? []).map(({ OrderGlucoseIsActive: _, ...row }) => row);
    const other = statementsOf({ order_glucose: rows });
    await mariadb.run(`RENAME TABLE order_glucose TO flagged; ${other}`);
    try {
        await onServer(reader, async (lab) =>
            assertAnswer(
                await (await lab.signIn()).post("glucose", { nolab: "R2606110002" }),
                200,
                okay(glucoses.R2606110002),
            ),
        );
    } finally {
        await mariadb.run("DROP TABLE order_glucose; RENAME TABLE flagged TO order_glucose");
    }
});

test("OldRowsOfTheirOwnSystemAreReadAsWhatTheyMean", async () => {
    await mariadb.run(`
        SET sql_mode = '';
        CREATE TABLE kept_test AS SELECT * FROM t_test;
        UPDATE t_test SET T_TestParentT_TestID = 999 WHERE T_TestID = 21;
        DELETE FROM t_test WHERE T_TestID = 20;
        UPDATE t_ordersample SET T_OrderSampleReceiveDate = '0000-00-00' WHERE T_OrderSampleID = 11;
        UPDATE t_ordersample SET T_OrderSampleIsActive = 'N' WHERE T_OrderSampleID IN (12, 13, 15);
        UPDATE t_samplingso SET T_SamplingSoIsActive = 'N';`);
    try {
        await onServer(reader, async (lab) => {
            const holder = await lab.signIn();
            const { body } = await holder.post("sampling_timestamp", { nolab: "R2606110002" });
            assertAnswer({ status: 200, body }, 200, {
                status: "OK",
                data: [
                    {
                        sample_station_name: "Sample Station Phlebotomy",
                        location_name: "R. SAMPLING 2",
                        cpone_test_code: "10110000",
                        cpone_test_name: "Hemoglobin",
                        lis_test_code: "00000121",
                        sampling_check_in_datetime: "2026-06-11 08:05:00",
                        sampling_check_in_userid: "11",
                        sampling_check_out_datetime: null,
                        sampling_check_out_userid: null,
                    },
                ],
            });
        });
    } finally {
        await mariadb.run(`
            DROP TABLE t_test;
            RENAME TABLE kept_test TO t_test;
            UPDATE t_ordersample SET T_OrderSampleReceiveDate = '2026-06-11'
                WHERE T_OrderSampleID = 11;
            UPDATE t_ordersample SET T_OrderSampleIsActive = 'Y'
                WHERE T_OrderSampleID IN (12, 13, 15);
            UPDATE t_samplingso SET T_SamplingSoIsActive = 'Y' WHERE T_SamplingSoID <> 6;`);
    }
});

test("ADatabaseThatIsAwayComesBackByItself", () =>
    onServer(reader, async (lab, server) => {
        const holder = await lab.signIn();
        const ask = () => holder.post("glucose", { nolab: "R2606110001" });
        const expected = okay(glucoses.R2606110001);
        assertAnswer(await ask(), 200, expected);
        await mariadb.stop();
        const answers = await Promise.all(Array.from({ length: 12 }, ask));
        for (const answer of answers) assertAnswer(answer, 200, away);
        const api = new Api(server.baseUrl);
        await signInAs(api, "superadmin");
        assert.equal((await lab.post("token_setting")).body.status, "OK", "that is in our own");
        await mariadb.start();
        await eventually(async () => assertAnswer(await ask(), 200, expected));
        await server.stop();
        assert.match(server.log(), /request \S+ failed: /);
        assert.ok(!server.log().includes("secret"));
    }));

test("SessionsThatTheServerCutOffAreReplacedUnseen", () =>
    onServer(reader, async (lab) => {
        const holder = await lab.signIn();
        const ask = () => holder.post("glucose", { nolab: "R2606110001" });
        await Promise.all(Array.from({ length: 8 }, ask));
        const ids = await mariadb.run(
            "SELECT id FROM information_schema.processlist WHERE user = 'reader'",
        );
        const killed = ids.trim().split("\n").map((id) => `KILL ${id};`);
        await mariadb.run(killed.join(""));
        for (let count = 0; count < 6; ++count)
            assertAnswer(await ask(), 200, okay(glucoses.R2606110001));
    }));

test("AServerThatIsNotThereYetDoesNotKeepOursFromServing", () =>
    onServer("mysql://reader:secret@127.0.0.1:1/lab", async (lab, server) => {
        const holder = await lab.signIn();
        assertAnswer(await holder.post("glucose", { nolab: "R2606110001" }), 200, away);
        assert.equal((await new Api(server.baseUrl).get("/up")).status, 200);
        await server.stop();
        assert.ok(!server.log().includes("secret"));
    }));

test("AnAccountThatMayNotReadGetsTheSameAnswerAndTheLogTheReason", async () => {
    const blind = await mariadb.urlFor("blind", "b", "CREATE");
    await onServer(blind, async (lab, server) => {
        const holder = await lab.signIn();
        assertAnswer(await holder.post("glucose", { nolab: "R2606110001" }), 200, away);
        await server.stop();
        assert.match(server.log(), /SELECT command denied/);
    });
});

test("TheLabsOwnSystemKeepsItsSamples", () =>
    onServer(reader, async (_, server) => {
        const nurse = await signInAs(new Api(server.baseUrl), "nurse");
        for (const step of ["check-in", "check-out"])
            assertAnswer(
                await nurse.post(`/api/lab/orders/R2606110002/samples/16/${step}`),
                422,
                {
                    status: "error",
                    message: "The lab's own system keeps its samples; they are only read here",
                },
            );
    }));

test("TokensMayBeInTheLabsDatabaseToo", async () => {
    await mariadb.run(`
        CREATE TABLE api_wynacom_token (
            Api_WynacomTokenID int PRIMARY KEY AUTO_INCREMENT,
            Api_WynacomTokenValue varchar(128) NOT NULL UNIQUE,
            Api_WynacomTokenExpiredAt datetime NOT NULL,
            Api_WynacomTokenIsActive char(1) NOT NULL DEFAULT 'Y',
            Api_WynacomTokenCreated datetime NOT NULL,
            Api_WynacomTokenLastUpdated datetime NOT NULL);
        CREATE TABLE api_wynacom_setting (
            Api_WynacomSettingName varchar(50) PRIMARY KEY,
            Api_WynacomSettingValue varchar(50) NOT NULL);`);
    const writer = await mariadb.urlFor("writer", "w", "SELECT, INSERT, UPDATE");
    await onServer(
        writer,
        async (lab, server) => {
            const saved = await lab.post("save_token_setting", { token_expired_days: 7 });
            assertAnswer(saved, 200, okay({ token_expired_days: 7, expires_in: 7 * 86_400 }));
            await lab.post("save_token_setting", { token_expired_days: 8 });
            const { data } = (await lab.post("generate_token")).body;
            assert.equal(data.expires_in, 8 * 86_400);
            const again = (await lab.post("generate_token")).body.data;
            assert.equal(again.access_token, data.access_token);
            const holder = new Lab(server.baseUrl, data.access_token);
            assertAnswer(
                await holder.post("check_token"),
                200,
                okay({ valid: true, token_id: 1, expired_at: data.expired_at }),
            );
            assertAnswer(
                await holder.post("glucose", { nolab: "R2606110001" }),
                200,
                okay(glucoses.R2606110001),
            );
            const theirs = "SELECT Api_WynacomTokenValue FROM api_wynacom_token";
            assert.equal((await mariadb.run(theirs)).trim(), data.access_token);
            assert.deepEqual(await runSql(server.store, theirs), []);
            const superadmin = await signInAs(new Api(server.baseUrl), "superadmin");
            assertAnswer(await superadmin.get("/api/lab/tokens"), 200, {
                status: "success",
                message: "Lab tokens retrieved successfully",
                data: [
                    {
                        id: 1,
                        token_begins: data.access_token.slice(0, 8),
                        status: "active",
                        expired_at: data.expired_at,
                        created_at: any.text,
                    },
                ],
                meta: { current_page: 1, per_page: 10, total: 1, last_page: 1 },
            });
            assert.equal((await superadmin.delete("/api/lab/tokens/1")).status, 200);
            assert.equal((await holder.post("check_token")).body.status, "ERR");
        },
        "--lab-tokens-in-lab-database",
    );
});
