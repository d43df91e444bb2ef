// Rows 63 to 67 of the contract's table; WA-1 and WA-2.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { type Row, wrapped } from "../support/Clinic.ts";
import { assertAnswer, assertJson } from "../support/Json.ts";
import { runSql } from "../support/Rows.ts";
import { signInAs } from "../support/Roles.ts";
import { startServer } from "../support/Server.ts";
import { makeSetting, type Setting, storedRow, testSetting } from "../support/Settings.ts";

const server = await startServer();
after(() => server.close());
const api = await signInAs(new Api(server.baseUrl), "superadmin");

const whatsapp: Setting = {
    path: "/api/whatsapp-configs",
    api,
    body: (number) => ({
        whatsapp_number: `62812345${number}`,
        waha_api_url: `https://waha.example.com/api/send/${number}`,
    }),
    texts: {
        created: "WhatsApp config created successfully",
        updated: "WhatsApp config updated successfully",
        detail: "WhatsApp config retrieved successfully",
        removed: "Whatsapp config deleted successfully",
        missing: {
            get: "Whatsapp config not found",
            put: "WhatsApp config not found",
            delete: "Whatsapp config not found",
        },
    },
};

const listed = (data: unknown) => ({
    status: "success",
    message: "WhatsApp config list retrieved successfully",
    data,
});
const taken = wrapped({ whatsapp_number: ["The whatsapp number has already been taken."] });
const numberRequired = ["The whatsapp number field is required."];
const urlRequired = ["The waha api url field is required."];
const noUrl = ["The waha api url field must be a valid URL."];
const address = "https://waha.example.com/api/send";

const broken: [name: string, body: unknown, errors: Record<string, string[]>][] = [
    ["Nothing", {}, { whatsapp_number: numberRequired, waha_api_url: urlRequired }],
    ["NoUrl", { whatsapp_number: "628" }, { waha_api_url: urlRequired }],
    ["AWord", { whatsapp_number: "628", waha_api_url: "waha" }, { waha_api_url: noUrl }],
    ["ANumber", { whatsapp_number: "628", waha_api_url: 5 }, { waha_api_url: noUrl }],
    [
        "NumbersOfOtherTypes",
        { whatsapp_number: 628, waha_api_url: address },
        { whatsapp_number: ["The whatsapp number field must be a string."] },
    ],
    [
        "ALongNumber",
        { whatsapp_number: "6".repeat(256), waha_api_url: address },
        { whatsapp_number: ["The whatsapp number field must not be greater than 255 characters."] },
    ],
];
for (const [name, body, errors] of broken)
    test(`RefusesAWhatsappConfigWith${name}`, async () => {
        assertAnswer(await api.post(whatsapp.path, body), 422, wrapped(errors));
        assertAnswer(await api.put(`${whatsapp.path}/999999`, body), 422, wrapped(errors));
    });

test("ListsAllOfThemAtOnce", async () => {
    assertAnswer(await api.get(whatsapp.path), 200, listed([]));
    const rows: Row[] = [];
    for (let number = 0; number < 12; ++number) {
        const { id, body } = await makeSetting(whatsapp);
        rows.push(storedRow(whatsapp, id, body));
    }
    const params = { page: 2, per_page: 5, search: "none" };
    assertAnswer(await api.get(whatsapp.path, params), 200, listed(rows));
});

test("RefusesANumberThatIsTaken", async () => {
    const { body, path } = await makeSetting(whatsapp);
    assertAnswer(await api.post(whatsapp.path, body), 422, taken);
    const other = await makeSetting(whatsapp);
    assertAnswer(await api.put(other.path, body), 422, taken);
    const moved = { ...body, waha_api_url: "http://localhost:3000/api?session=[1]" };
    const answer = await api.put(path, moved);
    assert.equal(answer.body.data.waha_api_url, moved.waha_api_url);
    // A removed row keeps its number.
    await api.delete(path);
    assertAnswer(await api.post(whatsapp.path, body), 422, taken);
});

test("ANumberIsRegisteredOnceUnderLoad", async () => {
    const body = { whatsapp_number: "6281111", waha_api_url: address };
    const answers = await Promise.all(
        Array.from({ length: 8 }, () => api.post(whatsapp.path, body)),
    );
    assert.equal(answers.filter((answer) => answer.status === 201).length, 1);
    for (const answer of answers.filter((one) => one.status !== 201))
        assertAnswer(answer, 422, taken);
});

// Additions to the contract.
test("KeepsASessionAndAnApiKeyThatIsNeverShown", async () => {
    const { id, body, path } = await makeSetting(whatsapp, { session: "klinik", api_key: "kunci" });
    const { session: _, api_key: __, ...documented } = body;
    const shown = { ...storedRow(whatsapp, id, documented), session: "klinik", has_api_key: true };
    assertJson((await api.get(path)).body.data, shown);
    const stored = `SELECT api_key FROM whatsapp_configs WHERE id = ${id}`;
    assert.match(String((await runSql(server.store, stored))[0]?.[0]), /^v1:[0-9a-f]+$/);
    // The documented update has neither field, so neither changes.
    const changed = await api.put(path, { ...documented, waha_api_url: "http://10.0.0.7:3000" });
    assertJson(changed.body.data, { ...shown, waha_api_url: "http://10.0.0.7:3000" });
    const removed = await api.put(path, { ...documented, session: null, api_key: "" });
    assertJson(removed.body.data, storedRow(whatsapp, id, documented));
});

testSetting(whatsapp);
