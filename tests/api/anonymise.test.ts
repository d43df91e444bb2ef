// `antrean anonymise` takes away who old patients were, beside a running server, and nothing else.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { Api } from "../support/Api.ts";
import { register } from "../support/Clinic.ts";
import { createStore, engineUnderTest, type Store } from "../support/Engine.ts";
import { daysFrom, inventVisits, writeHistory } from "../support/History.ts";
import { signInAs } from "../support/Roles.ts";
import { runSql } from "../support/Rows.ts";
import { runCommand, type Server, startServer } from "../support/Server.ts";

const visits = inventVisits(60, daysFrom("2020-03-01", 30), 7);
const known = visits[0]!;
// What nobody may find afterwards, wherever it was stored.
const secrets = ["Rahasia Namanya", "081390000111", "0009998887776", "rahasia@example.com"];
const [name, whatsapp, bpjs, email] = secrets;
const words = ["obrolan-4711", "karena pindah ke Kupang", "kontrol luka di kaki", "Halo Rahasia"];

let store: Store;
let server: Server;
let api: Api;

const anonymise = (...flags: string[]) =>
    runCommand([
        "anonymise",
        "--data-dir",
        store.dataDir,
        "--database",
        store.databaseUrl,
        ...flags,
    ]);

before(async () => {
    store = await createStore();
    server = await startServer({ flags: ["--demo"], store });
    api = await signInAs(new Api(server.baseUrl), "superadmin");
    await writeHistory(store, visits);
    await api.put(`/api/patients/${known.id}`, {
        patient_name: name,
        whatsapp_number: whatsapp,
        no_bpjs: bpjs,
        email,
    });
    const { id } = known;
    for (const statement of [
        `UPDATE patients SET chat_id = '${words[0]}' WHERE id = ${id}`,
        `UPDATE reservations SET cancel_reason = '${words[1]}', status_id = 7 WHERE id = ${id}`,
        `INSERT INTO events (kind, reservation_id, poly_id, date, queue_number, after_status_id,
             created_at, note)
         VALUES ('cancelled', ${id}, 1, '2020-03-02', 1, 7, '2020-03-02 01:00:00', '${words[1]}')`,
        `INSERT INTO checkup_schedules (patient_id, poly_id, date, description)
         VALUES (${id}, 1, '2020-04-01', '${words[2]}')`,
        `INSERT INTO deliveries (event_id, kind, order_key, target, body, reservation_id, state,
             attempts, due_at_ms, give_up_at_ms, created_at, updated_at)
         VALUES ('e', 'whatsapp', 'k', '${whatsapp}', '${words[3]}', ${id}, 'delivered', 1, 0, 0,
             '2020-03-02 01:00:00', '2020-03-02 01:00:00')`,
    ])
        await runSql(store, statement);
});
after(() => server.close());

// Every text of the tables, or the bytes of the files.
async function everything(): Promise<string> {
    if (store.engine === "sqlite") {
        const files = await readdir(store.dataDir);
        const databases = files.filter((file) => file.startsWith("antrean.db"));
        const contents = await Promise.all(
            databases.map((file) => readFile(join(store.dataDir, file), "latin1")),
        );
        return contents.join();
    }
    const tables = ["patients", "reservations", "events", "checkup_schedules", "deliveries"];
    const rows = await Promise.all(
        [...tables, "last_moves"].map((table) => runSql(store, `SELECT t::text FROM ${table} t`)),
    );
    return JSON.stringify(rows);
}

const figures = async () => {
    const period = "date_from=2020-01-01&date_to=2020-12-31";
    const reports = ["poly-performance", "waiting-time"];
    return Promise.all(
        reports.map(async (report) => (await api.get(`/api/reports/${report}?${period}`)).body),
    );
};

test("ADateThatIsNoneOrNotOverForThirtyDaysChangesNothing", async () => {
    const month = new Date(Date.now() - 20 * 86_400_000).toISOString().slice(0, 10);
    for (const date of ["2020-02-30", "yesterday", "2020-3-1", "9999-12-31", month]) {
        const refused = await anonymise("--before", date, "--yes");
        assert.equal(refused.status, 2, date);
        assert.match(refused.stderr, /--before/);
    }
    assert.equal((await anonymise("--yes")).status, 2);
    assert.match(JSON.stringify((await api.get(`/api/patients/${known.id}`)).body), /Rahasia/);
});

test("WithoutYesThePatientsAreOnlyCounted", async () => {
    const counted = await anonymise("--before", "2021-01-01");
    assert.equal(counted.status, 0, counted.stderr);
    assert.match(counted.stdout, /^60 patients .* 60 visits\. Nothing was changed/);
    const { body } = await api.get(`/api/patients/${known.id}`);
    assert.equal(body.data.patient_name, name);
});

test("OldPatientsAreForgottenEverywhereAndVisitsAndFiguresStay", async () => {
    const came_back = visits[1]!;
    const visit = await register(api, { patient_name: "Pasien Hari Ini" });
    await runSql(
        store,
        `UPDATE reservations SET patient_id = ${came_back.id} WHERE id = ${visit.id}`,
    );
    const before = await figures();
    assert.match(JSON.stringify(before), /Poli Umum/);
    const done = await anonymise("--before", "2021-01-01", "--yes");
    assert.equal(done.status, 0, done.stderr);
    assert.match(done.stdout, /^59 patients with 59 visits/);

    const { data } = (await api.get(`/api/patients/${known.id}`)).body;
    const { patient_name, whatsapp_number, no_bpjs, chat_id } = data;
    assert.deepEqual(
        { patient_name, whatsapp_number, no_bpjs, email: data.email, chat_id },
        {
            patient_name: "Pasien anonim",
            whatsapp_number: "",
            no_bpjs: null,
            email: null,
            chat_id: null,
        },
    );
    for (const searched of [...secrets, known.patient_name]) {
        const { body } = await api.get(`/api/patients?search=${encodeURIComponent(searched)}`);
        assert.deepEqual(body.data.data, [], searched);
    }
    const kept = (await api.get(`/api/patients/${came_back.id}`)).body.data;
    assert.equal(kept.patient_name, came_back.patient_name);
    assert.deepEqual(await figures(), before);
    const again = await anonymise("--before", "2021-01-01", "--yes");
    assert.match(again.stdout, /^0 patients/);
});

test("NothingOfItIsLeftInTheDatabase", async () => {
    await server.stop();
    const found = await everything();
    for (const secret of [...secrets, ...words]) assert.ok(!found.includes(secret), secret);
    if (engineUnderTest() === "sqlite") assert.ok(found.includes("Pasien anonim"));
});
