// Rows 25 to 31 of the contract's table; ST-1 and ST-2.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { any, assertAnswer, assertJson } from "../support/Json.ts";
import { listed, makeRow, shown, testMasterData, type MasterData } from "../support/MasterData.ts";
import { signInAs } from "../support/Roles.ts";
import { startServer } from "../support/Server.ts";

const server = await startServer({ flags: ["--demo"] });
after(() => server.close());
const superadmin = await signInAs(new Api(server.baseUrl), "superadmin");

const nameTaken = "The name has already been taken.";
const takenErrors = {
    name: [nameTaken],
    status_name: ["The status name has already been taken."],
};
const status: MasterData = {
    path: "/api/status",
    noun: "Status",
    api: superadmin,
    body: (number) => ({
        status_name: `step_${number}`,
        label: `Langkah ${number}`,
        information: `Keterangan ${number}`,
    }),
    unique: "status_name",
    takenErrors,
};

test("BeginsWithTheSevenStatusesOfTheWalk", async () => {
    const seven = [
        ["WAITING", "Menunggu", "Menunggu dipanggil anamnesa"],
        ["ANAMNESA", "Anamnesa", "Sedang pemeriksaan oleh perawat"],
        ["WAITING_DOCTOR", "Menunggu Dokter", "Selesai anamnesis, menunggu dokter"],
        ["WITH_DOCTOR", "Dengan Dokter", "Sedang konsultasi dengan dokter"],
        ["DONE", "Selesai", "Selesai, bisa ambil obat/pulang"],
        ["NO_SHOW", "Tidak Hadir", "Tidak datang saat dipanggil"],
        ["CANCELLED", "Dibatalkan", "Batal oleh pasien atau admin"],
    ];
    assertAnswer(await superadmin.get("/api/status"), 200, {
        status: "success",
        data: seven.map(([status_name, label, information], index) =>
            shown(index + 1, { status_name, label, information }),
        ),
    });
});

const nameRequired = "The status name field is required.";
const labelRequired = "The label field is required.";
const broken: [name: string, body: unknown, errors: Record<string, string[]>][] = [
    ["Nothing", undefined, { status_name: [nameRequired], label: [labelRequired] }],
    [
        "Blanks",
        { status_name: " ", label: "" },
        { status_name: [nameRequired], label: [labelRequired] },
    ],
    ["NoLabel", { status_name: "x" }, { label: [labelRequired] }],
    ["NoName", { label: "x" }, { status_name: [nameRequired] }],
    [
        "OtherTypes",
        { status_name: 1, label: true, information: 3 },
        {
            status_name: ["The status name field must be a string."],
            label: ["The label field must be a string."],
            information: ["The information field must be a string."],
        },
    ],
    [
        "ALongName",
        { status_name: "x".repeat(256), label: "x" },
        { status_name: ["The status name field must not be greater than 255 characters."] },
    ],
    [
        "ATakenNameAndNoLabel",
        { status_name: "WAITING" },
        { ...takenErrors, label: [labelRequired] },
    ],
];
for (const [name, body, errors] of broken)
    test(`RefusesAStatusWith${name}`, async () => {
        const expected = { status: "error", message: Object.values(errors)[0]?.[0], errors };
        assertAnswer(await superadmin.post("/api/status", body), 422, expected);
        assertAnswer(await superadmin.put("/api/status/2", body), 422, expected);
    });

test("LabelAndInformationMayBeLong", async () => {
    const body = { status_name: "long", label: "l".repeat(300), information: "i".repeat(2000) };
    assert.equal((await superadmin.post("/api/status", body)).status, 201);
});

test("LeavesOutInformationThatWasNotSent", async () => {
    const answer = await superadmin.post("/api/status", { status_name: "bare", label: "Bare" });
    assertAnswer(answer, 201, {
        status: "success",
        message: "Status created successfully",
        data: {
            status_name: "bare",
            label: "Bare",
            updated_at: any.timestamp,
            created_at: any.timestamp,
            id: any.id,
        },
    });
    const { id } = answer.body.data;
    const detail = await superadmin.get(`/api/status/${id}`);
    assertJson(
        detail.body.data,
        shown(id, { status_name: "bare", label: "Bare", information: null }),
    );
});

test("KeepsTheNamesThatTheQueueUses", async () => {
    const put = (values: object) => superadmin.put("/api/status/1", values);
    assertAnswer(await put({ status_name: "BARU", label: "Menunggu" }), 422, {
        status: "error",
        message: "A status that the queue uses cannot be renamed.",
    });
    const relabelled = await put({ status_name: "WAITING", label: "Antre" });
    assert.equal(relabelled.body.data.label, "Antre");
    await put({ status_name: "WAITING", label: "Menunggu" });
});

test("UpdateKeepsInformationUnlessItIsSent", async () => {
    const { id, body } = await makeRow(status);
    const { information, ...without } = body;
    const put = (values: object) => superadmin.put(`/api/status/${id}`, values);
    assert.equal((await put(without)).body.data.information, information);
    assert.equal((await put({ ...without, information: null })).body.data.information, null);
    assert.equal((await put({ ...without, information: "neu" })).body.data.information, "neu");
    assert.equal((await put({ ...without, information: " " })).body.data.information, null);
});

test("ListsStatusesById", async () => {
    await superadmin.post("/api/status", { status_name: "AAA", label: "AAA" });
    const ids = (await listed(status)).map((row) => row.id);
    assert.deepEqual(ids, [...ids].sort((a, b) => a - b));
});

test("SearchesNameAndLabelButNotInformation", async () => {
    const found = async (search: string) =>
        (await listed(status, "", { search })).map((row) => row.id);
    assert.deepEqual(await found("waiting"), [1, 3]);
    assert.deepEqual(await found("selesai"), [5]);
    assert.deepEqual(await found("konsultasi"), []);
});

testMasterData(status);
