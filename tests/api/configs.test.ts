// Rows 68 to 72 of the contract's table; CF-1 to CF-3. The effect of clinic_timezone is tested in
// clinic-time.test.ts.
import { test } from "node:test";
import assert from "node:assert/strict";
import { type Row, wrapped } from "../support/Clinic.ts";
import { startDemo } from "../support/Demo.ts";
import { any, assertAnswer } from "../support/Json.ts";
import { makeSetting, type Setting, storedRow, testSetting } from "../support/Settings.ts";

const { api, server } = await startDemo();

const config: Setting = {
    path: "/api/configs",
    api,
    body: (number) => ({ name: `config_${number}`, value: `value ${number}` }),
    texts: {
        created: "Config created successfully",
        updated: "Config updated successfully",
        detail: "Config retrieved successfully",
        removed: "Config deleted successfully",
        missing: { get: "config not found", put: "Config not found", delete: "Config not found" },
    },
};

const zone = {
    id: 1,
    name: "clinic_timezone",
    value: "Asia/Jakarta",
    created_at: null,
    updated_at: any.timestamp,
    deleted_at: null,
};
const success = (message: string, data: unknown) => ({ status: "success", message, data });
const taken = wrapped({ name: ["The name has already been taken."] });
const nameRequired = ["The name field is required."];
const valueRequired = ["The value field is required."];

const broken: [name: string, body: unknown, errors: Record<string, string[]>][] = [
    ["Nothing", {}, { name: nameRequired, value: valueRequired }],
    ["Blanks", { name: "", value: " " }, { name: nameRequired, value: valueRequired }],
    ["NoValue", { name: "x" }, { value: valueRequired }],
    [
        "OtherTypes",
        { name: 1, value: true },
        {
            name: ["The name field must be a string."],
            value: ["The value field must be a string."],
        },
    ],
    [
        "ATakenNameAndNoValue",
        { name: "clinic_timezone" },
        { name: ["The name has already been taken."], value: valueRequired },
    ],
    [
        "ALongName",
        { name: "x".repeat(256), value: "x" },
        { name: ["The name field must not be greater than 255 characters."] },
    ],
];
for (const [name, body, errors] of broken)
    test(`RefusesAConfigWith${name}`, async () => {
        assertAnswer(await api.post(config.path, body), 422, wrapped(errors));
        assertAnswer(await api.put(`${config.path}/999999`, body), 422, wrapped(errors));
    });

test("BeginsWithTheZoneOfTheClinic", async () => {
    assertAnswer(
        await api.get(config.path),
        200,
        success("Config list retrieved successfully", [zone]),
    );
    assertAnswer(
        await api.get(`${config.path}/1`),
        200,
        success("Config retrieved successfully", zone),
    );
    const same = { name: "clinic_timezone", value: "Asia/Jakarta" };
    assertAnswer(
        await api.put(`${config.path}/1`, same),
        200,
        success("Config updated successfully", zone),
    );
});

test("ListsAllOfThemAtOnce", async () => {
    const before: Row[] = (await api.get(config.path)).body.data;
    const rows: Row[] = [];
    for (let number = 0; number < 11; ++number) {
        const { id, body } = await makeSetting(config);
        rows.push(storedRow(config, id, body));
    }
    assertAnswer(
        await api.get(config.path, { page: 2, per_page: 5, search: "none" }),
        200,
        success("Config list retrieved successfully", [...before, ...rows]),
    );
});

test("RefusesANameThatIsTaken", async () => {
    const { body, path } = await makeSetting(config);
    assertAnswer(await api.post(config.path, body), 422, taken);
    const other = await makeSetting(config);
    assertAnswer(await api.put(other.path, body), 422, taken);
    await api.delete(path);
    assertAnswer(await api.put(other.path, body), 422, taken);
});

test("KeepsAnyValueAsItIsAndOutOfTheLog", async () => {
    const value = "https://n8n.example.com/webhook/geheim?token=s3cr3t&x={{y}}";
    const { path } = await makeSetting(config, { name: "n8n_webhook_url", value });
    assert.equal((await api.get(path)).body.data.value, value);
    const long = "é".repeat(20_000);
    const changed = await api.put(path, { name: "n8n_webhook_url", value: long });
    assert.equal(changed.body.data.value, long);
    assert.ok(!server.log().includes("s3cr3t"));
});

test("OnlyAZoneHasToBeOne", async () => {
    const { path } = await makeSetting(config, { value: "Mars/Base" });
    const zoneName = { name: "Clinic_Timezone", value: "Mars/Base" };
    assert.equal((await api.put(path, zoneName)).status, 200);
});

testSetting(config);
