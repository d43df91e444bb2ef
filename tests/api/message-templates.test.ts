// Rows 53 to 57 of the contract's table; MT-1 and MT-2.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { type Row, wrapped } from "../support/Clinic.ts";
import { assertAnswer } from "../support/Json.ts";
import { paginator } from "../support/Pages.ts";
import { signInAs } from "../support/Roles.ts";
import { startServer } from "../support/Server.ts";
import { makeSetting, type Setting, storedRow, testSetting } from "../support/Settings.ts";

const server = await startServer();
after(() => server.close());
const api = await signInAs(new Api(server.baseUrl), "superadmin");

const template: Setting = {
    path: "/api/message-templates",
    api,
    body: (number) => ({
        template_name: `Template ${number}`,
        message: `Yth. {{patient_name}}, pesan <b>${number}</b> & "lain".`,
    }),
    texts: {
        created: "Message template created successfully",
        updated: "Message template updated successfully",
        detail: "Message template retrieved successfully",
        removed: "Message Template deleted successfully",
        missing: {
            get: "Message template not found",
            put: "Message template not found",
            delete: "Message Template not found",
        },
    },
};
const url = `${server.baseUrl}${template.path}`;
const list = "Message templates retrieved successfully";

function page(rows: unknown[], of: Parameters<typeof paginator>[2]): Row {
    return { status: "success", message: list, data: paginator(url, rows, of) };
}

const nameRequired = "The template name field is required.";
const messageRequired = "The message field is required.";
const both = { template_name: [nameRequired], message: [messageRequired] };
const broken: [name: string, body: unknown, errors: Record<string, string[]>][] = [
    ["Nothing", undefined, both],
    ["Blanks", { template_name: " \u00a0", message: "" }, both],
    ["NoMessage", { template_name: "x" }, { message: [messageRequired] }],
    [
        "OtherTypes",
        { template_name: 1, message: ["x"] },
        {
            template_name: ["The template name field must be a string."],
            message: ["The message field must be a string."],
        },
    ],
    [
        "ALongName",
        { template_name: "é".repeat(256), message: "x" },
        { template_name: ["The template name field must not be greater than 255 characters."] },
    ],
];
for (const [name, body, errors] of broken)
    test(`RefusesATemplateWith${name}`, async () => {
        assertAnswer(await api.post(template.path, body), 422, wrapped(errors));
        assertAnswer(await api.put(`${template.path}/999999`, body), 422, wrapped(errors));
    });

test("BeginsEmpty", async () => {
    assertAnswer(await api.get(template.path), 200, page([], { total: 0 }));
});

test("PagesTemplatesOldestFirst", async () => {
    const rows: Row[] = [];
    for (let number = 0; number < 12; ++number) {
        const { id, body } = await makeSetting(template, { template_name: `Seri ${number}` });
        rows.push(storedRow(template, id, body));
    }
    const get = (params: Row) => api.get(template.path, params);
    assertAnswer(await get({}), 200, page(rows.slice(0, 10), { total: 12 }));
    assertAnswer(await get({ page: 2 }), 200, page(rows.slice(10), { number: 2, total: 12 }));
    assertAnswer(await get({ page: 3 }), 200, page([], { number: 3, total: 12 }));
    assertAnswer(
        await get({ page: "x", per_page: 0 }),
        200,
        page(rows.slice(0, 1), { size: 1, total: 12 }),
    );
    assertAnswer(await get({ per_page: 500 }), 200, page(rows, { size: 100, total: 12 }));
    assertAnswer(
        await get({ search: "sERI 1", per_page: 2, page: 2 }),
        200,
        page(rows.slice(11), { number: 2, size: 2, total: 3 }),
    );
});

test("SearchesNameAndMessageAsTheyAre", async () => {
    const { id } = await makeSetting(template, {
        template_name: "Diskon 50%_\\",
        message: "Kepada Élodie, terima kasih.",
    });
    const found = async (search: string) =>
        (await api.get(template.path, { search, per_page: 100 })).body.data.data.map(
            (row: Row) => row.id,
        );
    for (const search of ["50%", "%_\\", "diskon", "élodie", " TERIMA "])
        assert.deepEqual(await found(search), [id], search);
    assert.deepEqual(await found("5%0"), []);
    await api.delete(`${template.path}/${id}`);
    assert.deepEqual(await found("50%"), []);
});

test("KeepsWhatAnUpdateSays", async () => {
    const { path, body } = await makeSetting(template);
    const errors = { message: [messageRequired] };
    assertAnswer(await api.put(path, { template_name: "x" }), 422, wrapped(errors));
    assert.equal((await api.get(path)).body.data.template_name, body.template_name);
    const long = "baris\n".repeat(2000).trim();
    const changed = await api.put(path, { template_name: " x ", message: long });
    assert.deepEqual(
        [changed.body.data.template_name, changed.body.data.message],
        ["x", long],
    );
});

testSetting(template);
