// Input at and beyond the limits: refused clearly or accepted completely, never a fault, and
// without delay for other clients.
import { test } from "node:test";
import assert from "node:assert/strict";
import { registration, type Row } from "../support/Clinic.ts";
import { startDemo } from "../support/Demo.ts";
import { together } from "../support/Load.ts";
import { type RawAnswer, RawSocket } from "../support/RawSocket.ts";

const { api, server } = await startDemo();
const token = api.token as string;

const json = "application/json";
const form = "application/x-www-form-urlencoded";

// Sends raw bytes on a new connection.
async function send(
    method: string,
    target: string,
    body: string | Buffer = "",
    contentType = json,
): Promise<RawAnswer> {
    const socket = await RawSocket.open(server.port);
    const bytes = Buffer.from(body);
    const head = [
        `${method} ${target} HTTP/1.1`,
        "Host: localhost",
        `Authorization: Bearer ${token}`,
        `Content-Type: ${contentType}`,
        `Content-Length: ${bytes.length}`,
        "Connection: close",
    ];
    socket.write(Buffer.concat([Buffer.from(`${head.join("\r\n")}\r\n\r\n`, "latin1"), bytes]));
    try {
        return await socket.answer();
    } finally {
        socket.destroy();
    }
}

const required = "The name field is required.";

// A body that cannot be read is an empty body (contract, 1.7-1).
const unreadable: [string, string | Buffer][] = [
    ["AnArrayTenThousandLevelsDeep", `{"name":${"[".repeat(10_000)}${"]".repeat(10_000)}}`],
    ["AnObjectTenThousandLevelsDeep", `${'{"name":'.repeat(10_000)}1${"}".repeat(10_000)}`],
    ["OnlyOpeningBrackets", "[".repeat(1_000_000)],
    ["BrokenUtf8", Buffer.from('{"name":"\xff\xfe"}', "latin1")],
    ["AnOverlongEncoding", Buffer.from('{"name":"\xc0\xaf"}', "latin1")],
    ["HalfASurrogatePair", '{"name":"\\ud800"}'],
    ["TwoValues", '{"name":"A"}{"name":"B"}'],
    ["AnUnclosedText", '{"name":"A'],
    ["ANumberThatIsNone", '{"name":1e}'],
    ["NulBytes", Buffer.alloc(1000)],
];

for (const [name, body] of unreadable)
    test(`${name}IsAnEmptyBody`, async () => {
        const answer = await send("POST", "/api/poly", body);
        assert.equal(answer.status, 422);
        assert.equal(JSON.parse(answer.body).message, required);
    });

test("AThousandKeysAreReadAndNoMore", async () => {
    const keys = Array.from({ length: 999 }, (_, index) => `"k${index}":${index}`);
    const most = await send("POST", "/api/poly", `{${keys.join(",")},"name":"Poli Anak"}`);
    assert.equal(most.status, 201, most.body);
    const more = await send("POST", "/api/poly", `{"more":1,${keys.join(",")},"name":"Poli Tua"}`);
    assert.equal(more.status, 400, more.body);
});

test("AHundredThousandFieldsOfAFormDoNoHarm", async () => {
    const fields = Array.from({ length: 100_000 }, (_, index) => `k${index}=${index}`);
    const flat = await send("POST", "/api/poly", fields.join("&"), form);
    assert.ok(flat.status < 500, flat.body);
    const nested = Array.from({ length: 50_000 }, (_, index) => `a[${index}][]=1`);
    assert.ok((await send("POST", "/api/poly", nested.join("&"), form)).status < 500);
    const deep = `a${"[b]".repeat(50_000)}=1`;
    assert.ok((await send("POST", "/api/poly", deep, form)).status < 500);
});

const schedule = { doctor_id: 7, start_time: "08:00", end_time: "09:00" };
const invalid: { name: string; path: string; body: Row; field: string }[] = [
    {
        name: "APolyBeyond64Bits",
        path: "/api/reservation",
        body: registration({ poly_id: "9223372036854775808" }),
        field: "poly_id",
    },
    {
        name: "TheGreatestNumber",
        path: "/api/reservation",
        body: registration({ poly_id: "9223372036854775807" }),
        field: "poly_id",
    },
    {
        name: "AYearOfSevenDigits",
        path: "/api/reservation",
        body: registration({ date: "9999999-01-01" }),
        field: "date",
    },
    {
        name: "AYearOfSevenDigits",
        path: "/api/schedule",
        body: { ...schedule, date: "9999999-01-01" },
        field: "date",
    },
    {
        name: "ANumberAsLongAsABook",
        path: "/api/schedule",
        body: { ...schedule, date: "2027-01-01", quota: "9".repeat(100_000) },
        field: "quota",
    },
    {
        name: "ANameOfHundredsOfThousandsOfCharacters",
        path: "/api/reservation",
        body: registration({ patient_name: "é".repeat(400_000) }),
        field: "patient_name",
    },
];

for (const { name, path, body, field } of invalid)
    test(`Refuses${name}At${path}`, async () => {
        const answer = await api.post(path, body);
        assert.equal(answer.status, 422, JSON.stringify(answer.body));
        assert.ok(answer.body.errors[field].length > 0);
    });

// The longest text is stored and found again, on both engines.
test("TakesTheLongestTextsWhole", async () => {
    const long = Array.from({ length: 100_000 }, (_, index) => index.toString(36)).join("");
    const label = long.slice(0, 1000);
    const status = { status_name: "PANJANG", label, information: long.slice(0, 2000) };
    const created = await api.post("/api/status", status);
    assert.equal(created.status, 201);
    const stored = await api.get(`/api/status/${created.body.data.id}`);
    assert.equal(stored.body.data.label, label);
    assert.equal(stored.body.data.information, status.information);
    const { patient } = (await api.post("/api/reservation", registration())).body.data;
    for (const field of ["patient_name", "no_bpjs", "whatsapp_number"]) {
        const changed = await api.put(`/api/patients/${patient.id}`, {
            patient_name: "Sari",
            whatsapp_number: "0812",
            [field]: long,
        });
        assert.equal(changed.status, 422, field);
    }
});

// Any page number is accepted (contract, 3.5).
const pages = [
    "per_page=1000000000000000000",
    "per_page=0",
    "per_page=-9223372036854775808",
    "page=9223372036854775807",
    "page=9223372036854775807&per_page=100",
    "page=99999999999999999999999",
    "page=1e18",
    "page=-1",
    "page=%00",
    "page[]=1",
];

for (const query of pages)
    test(`ListsWith${query}`, async () => {
        for (const path of ["/api/users", "/api/reservation", "/api/queue", "/api/patients"])
            assert.equal((await send("GET", `${path}?${query}`)).status, 200);
    });

// Compared as text, because JavaScript cannot represent such a number exactly.
test("ShowsThePageThatWasAskedForHoweverFarItIs", async () => {
    for (const path of ["/api/users", "/api/reservation", "/api/queue", "/api/patients"]) {
        const { body } = await send("GET", `${path}?page=9223372036854775807`);
        assert.match(body, /"current_page":9223372036854775807,/, path);
        assert.doesNotMatch(body, /-9223372036854775808/, path);
    }
});

const oddTargets: [string, number][] = [
    ["/api/patients/9223372036854775808", 404],
    ["/api/patients/-9223372036854775809", 404],
    ["/api/patients/%00", 400],
    ["/api/patients/%ff%fe", 400],
    ["/api/patients/%zz", 400],
    [`/api/patients/${"9".repeat(10_000)}`, 404],
    [`/${"a/".repeat(5_000)}`, 404],
    ["/api/patients?search=%ff%fe", 200],
    ["/api/patients?search=%00", 200],
    ["/api/patients?search=a%00b", 200],
    [`/api/patients?search=${"%25".repeat(3_000)}`, 200],
    [`/api/patients?search=${"_%25".repeat(2_000)}`, 200],
    ["/api/patients?%ff=%ff&[=]&]=[&=&&", 200],
    ["/api/reservation?date=9999999-01-01", 422],
    ["/api/schedule?year=99999999999999999999", 422],
];

for (const [target, status] of oddTargets)
    test(`Answers${status}To${target.slice(0, 60)}`, async () => {
        assert.equal((await send("GET", target)).status, status);
    });

test("TwoThousandIdleAndAHundredSlowClientsDelayNoOther", async () => {
    const idle = await together(2_000, () => RawSocket.open(server.port));
    const slow = await together(100, () => RawSocket.open(server.port));
    for (const [index, socket] of slow.entries())
        socket.write(
            index % 2 === 0
                ? "GET /api/poly HTTP/1.1\r\nHost: local"
                : `POST /api/poly HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n{"`,
        );
    const answers = await together(16, async () => {
        const own = api.as(token);
        const statuses = new Set<number>();
        for (let count = 0; count < 25; ++count)
            statuses.add((await own.get("/api/queue")).status);
        return [...statuses];
    });
    assert.deepEqual(new Set(answers.flat()), new Set([200]));
    assert.equal((await api.post("/api/reservation", registration())).status, 201);
    assert.equal(idle.filter(({ closed }) => closed).length, 0);
    // A slow client is answered when it continues.
    slow[0]?.write("host\r\nConnection: close\r\n\r\n");
    assert.equal((await slow[0]?.answer())?.status, 401);
    for (const socket of [...idle, ...slow]) socket.destroy();
});

test("SlowBodiesDelayNoOtherClient", async () => {
    const heavy = `{"a":[${"[],".repeat(90_000)}1],"b":"${" ".repeat(700_000)}","name":1}`;
    let isReading = true;
    const reading = together(4, () => send("POST", "/api/poly", heavy)).finally(() => {
        isReading = false;
    });
    let answered = 0;
    for (; isReading; ++answered) assert.equal((await api.get("/api/poly")).status, 200);
    for (const { status } of await reading) assert.equal(status, 422);
    assert.ok(answered > 0);
});

test("NoneOfThisWasAFault", () => {
    assert.doesNotMatch(server.log(), / (error|critical) |Internal server error/);
});
