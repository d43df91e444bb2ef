// The API document: well-formed, complete, and strict about answers.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { Validator } from "@seriousme/openapi-schema-validator";
import { Api } from "../support/Api.ts";
import { ApiDocument } from "../support/ApiDocument.ts";
import { isScreen } from "../support/Permissions.ts";
import { runCommand, startServer } from "../support/Server.ts";

const server = await startServer({ flags: ["--demo"] });
after(() => server.close());
const api = new Api(server.baseUrl);
const document = new ApiDocument();

interface Operation {
    name: string; // "GET /api/poly"
    json: any;
}
const operations: Operation[] = Object.entries<any>(document.json.paths).flatMap(
    ([path, methods]) =>
        Object.entries(methods).map(([method, json]) => ({
            name: `${method.toUpperCase()} ${path}`,
            json,
        })),
);
const names = operations.map(({ name }) => name);

// The routes that `antrean routes` prints, without pages for people.
const listing = (await runCommand(["routes"])).stdout.trim().split("\n");
const listed = listing.flatMap((line) => {
    const [method = "", path = "", permission = ""] = line.split(/ +/);
    return isScreen({ method, path }) ? [] : [{ name: `${method} ${path}`, permission }];
});

test("KeepsTheRulesOfOpenApi", async () => {
    const result = await new Validator().validate(structuredClone(document.json));
    assert.deepEqual(result, { valid: true });
    assert.equal(document.json.openapi, "3.1.0");
    const version = (await runCommand(["--version"])).stdout.trim();
    assert.equal(`antrean ${document.json.info.version}`, version);
});

test("HasEveryRouteOfTheServer", () => {
    const ofServer = ["GET /up", "GET /metrics"];
    assert.deepEqual([...names].sort(), [...listed.map(({ name }) => name), ...ofServer].sort());
});

test("SaysOfEveryRouteWhatItAnswers", () => {
    const isSuccess = (status: string) => status.startsWith("2");
    const silent = operations.filter(({ json }) => !Object.keys(json.responses).some(isSuccess));
    assert.deepEqual(silent.map(({ name }) => name), []);
});

test("NamesEveryOperationOnce", () => {
    const ids = operations.map(({ json }) => json.operationId);
    assert.equal(new Set(ids).size, ids.length);
    for (const id of ["postAuthLogin", "getPatientsById", "patchQueueByIdDone", "getUsersTrashed"])
        assert.ok(ids.includes(id), id);
});

test("GroupsEveryOperationUnderADescribedTag", () => {
    const tags = document.json.tags.map((tag: any) => tag.name);
    for (const { name, json } of operations) {
        assert.equal(json.tags.length, 1, name);
        assert.ok(tags.includes(json.tags[0]), `${name}: ${json.tags[0]}`);
    }
});

test("AsksForThePermissionOfTheRoute", () => {
    for (const { name, permission } of listed) {
        if (/\/(one-api|apps)\//.test(name)) continue;
        const { security, responses } = operations.find((one) => one.name === name)?.json;
        const named = permission === "signed-in" ? [] : [permission];
        const isOpen = permission === "anyone";
        assert.deepEqual(security, isOpen ? [] : [{ bearer: named }], name);
        if (!isOpen) assert.deepEqual(responses[401], reference("Unauthenticated"), name);
        const isSigned = /\/(broadcasting|waha)\/|POST \/api\/auth\/session$/.test(name);
        // A cookie is not accepted from another site that wants to change something.
        const isRefused = (!isOpen && (named.length > 0 || !name.startsWith("GET "))) || isSigned;
        assert.equal(responses[403] !== undefined, isRefused, name);
    }
});

test("TheLabAsksForTokensOfItsOwn", () => {
    const lab = operations.filter(({ name }) => name.includes("/one-api/"));
    const asking = lab.filter(({ json }) => json.security.length > 0);
    assert.deepEqual(
        asking.map(({ name, json }) => [name.split("/").at(-1), json.security]),
        ["check_token", "sampling_timestamp", "glucose"].map((name) => [name, [{ labToken: [] }]]),
    );
});

test("PublishersSignTheirRequests", () => {
    const publishing = operations.filter(({ name }) => name.includes("/apps/"));
    assert.equal(publishing.length, 7);
    for (const { name, json } of publishing)
        assert.deepEqual(json.security, [{ signature: [] }], name);
    assert.equal(document.json.components.securitySchemes.signature.name, "auth_signature");
});

function reference(name: string) {
    return { $ref: `#/components/responses/${name}` };
}

test("MarksTheSecondNamesOfARoute", () => {
    const marked = operations.filter(({ json }) => json.deprecated).map(({ name }) => name);
    const moves = ["anamnesa", "waitingdoctor", "withdoctor", "done", "noshow", "cancelled"];
    const expected = ["PATCH /api/reservation", "GET /api/queue/currnet", "POST /api/faq/{id}"]
        .concat(["auth", "user-auth"].map((name) => `POST /api/broadcasting/${name}`))
        .concat(moves.map((move) => `PATCH /api/reservation/{id}/${move}`));
    assert.deepEqual(marked.sort(), expected.sort());
    const { description } = document.json.paths["/api/queue/currnet"].get;
    assert.equal(description, "Another name of `GET /api/queue/current`, for clients that use it.");
});

test("SaysWhatARequestMayHold", () => {
    const users = document.json.paths["/api/users"];
    const search = "A part of name, user name and e-mail, in any case.";
    const schema = { type: "string", maxLength: 5000 };
    assert.deepEqual(users.get.parameters, [
        { name: "search", in: "query", description: search, schema },
        { name: "page", in: "query", schema: { type: "integer", minimum: 1, default: 1 } },
        {
            name: "per_page",
            in: "query",
            schema: { type: "integer", minimum: 1, maximum: 100, default: 10 },
        },
    ]);
    const body = { schema: { $ref: "#/components/schemas/PostUsersBody" } };
    const { example, ...json } = users.post.requestBody.content["application/json"];
    assert.equal(example.username, "harris");
    assert.deepEqual(json, body);
    assert.equal(users.post.requestBody.required, true);
    assert.deepEqual(
        users.post.requestBody.content["application/x-www-form-urlencoded"],
        body,
    );
    const unique = "No other row may have it.";
    const text = { type: "string", maxLength: 255, minLength: 1 };
    assert.deepEqual(document.json.components.schemas.PostUsersBody, {
        type: "object",
        properties: {
            name: text,
            username: { ...text, description: unique },
            email: { type: "string", format: "email", maxLength: 255, description: unique },
            password: {
                type: "string",
                minLength: 6,
                maxLength: 72,
                description:
                    "At most 72 bytes in UTF-8. To be repeated in `password_confirmation`.",
            },
            password_confirmation: { type: "string", minLength: 6, maxLength: 72 },
            roles: {
                type: "array",
                items: { type: "integer", description: "The id of one of the roles." },
                minItems: 1,
                maxItems: 1000,
            },
            poly_id: { type: ["integer", "null"], description: "The id of one of the polies." },
        },
        required: ["name", "username", "email", "password", "password_confirmation", "roles"],
    });
});

test("SaysWhatTheQueryOfAListMayHold", () => {
    const { get, patch } = document.json.paths["/api/reservation"];
    assert.deepEqual(patch.parameters, get.parameters);
    const names = [
        "poly_id",
        "status_id",
        "date",
        "doctor_id",
        "priority",
        "search",
        "page",
        "per_page",
    ];
    assert.deepEqual(
        get.parameters.map(({ name, required }: any) => [name, required]),
        names.map((name) => [name, undefined]),
    );
    const current = document.json.paths["/api/queue/current"].get.parameters;
    assert.deepEqual(current, [
        {
            name: "poly_id",
            in: "query",
            description: "The id of one of the polies.",
            schema: { type: "integer" },
            required: true,
            example: 1,
        },
        {
            name: "date",
            in: "query",
            schema: { type: "string", format: "date" },
            required: true,
            example: "2026-01-12",
        },
        {
            name: "doctor_id",
            in: "query",
            description: "The id of one of the users.",
            schema: { type: "integer" },
        },
    ]);
});

test("FollowsTheSettingsOfTheServer", async () => {
    const other = new ApiDocument(["--created-status", "200", "--queue-list-number", "int"]);
    assert.deepEqual(Object.keys(other.json.paths["/api/poly"].post.responses)[0], "200");
    const number = (of: ApiDocument) => of.json.components.schemas.QueueRow.properties.queue_number;
    assert.equal(number(other).type, "integer");
    assert.equal(number(document).type, "string");
});

// Every API test relies on this strictness.
const poly = {
    id: 1,
    name: "Poli Umum",
    created_at: "2025-12-29T06:15:48.000000Z",
    updated_at: null,
    deleted_at: null,
    room: null,
    letter: null,
};
const asked = { method: "GET", target: "/api/poly/1?x=1" };
const answered = (data: unknown, status = 200) => ({
    status,
    contentType: "application/json",
    body: { status: "success", data },
});

test("AcceptsAnAnswerAsDocumented", () => {
    assert.equal(document.faults(asked, answered(poly)), "");
    const message = { status: "error", message: "Poly not found" };
    assert.equal(document.faults(asked, { ...answered({}, 404), body: message }), "");
});

const { updated_at: _, ...withoutKey } = poly;
const { id, ...others } = poly;
const wrongRows: [name: string, row: unknown, fault: RegExp][] = [
    ["AKeyTooMany", { ...poly, secret: 1 }, /additional/],
    ["AMissingKey", withoutKey, /updated_at/],
    ["AnotherType", { ...poly, id: "1" }, /integer/],
    ["ANullTooMany", { ...poly, name: null }, /string/],
    ["AnotherForm", { ...poly, created_at: "2025-12-29 06:15:48" }, /pattern/],
    ["AnotherOrder", { ...others, id }, /id comes after letter/],
    ["NoRow", null, /object/],
];
for (const [name, row, fault] of wrongRows)
    test(`RefusesAnAnswerWith${name}`, () => {
        assert.match(document.faults(asked, answered(row)), fault);
    });

test("RefusesAnAnswerOfAnotherStatusPathOrType", () => {
    const undocumented = document.faults(asked, answered(poly, 201));
    assert.match(undocumented, /no such status/);
    const nowhere = { method: "GET", target: "/api/nothing" };
    assert.match(document.faults(nowhere, answered(poly)), /no such path/);
    const text = { ...answered(poly), contentType: "text/html" };
    assert.match(document.faults(asked, text), /no such type/);
    const refusal = { ...answered({}, 404), body: { message: "x" } };
    assert.match(document.faults(asked, refusal), /status/);
});

test("IsServedForTheAddressThatTheClientUsed", async () => {
    const answer = await api.get("/api/openapi.json");
    assert.equal(answer.status, 200);
    assert.equal(answer.headers["access-control-allow-origin"], "*");
    const expected = { ...document.json, servers: [{ url: server.baseUrl }] };
    assert.deepEqual(answer.body, expected);
    const headers = { Host: "klinik.example" };
    const other = await api.request({ url: "/api/openapi.json", headers });
    assert.deepEqual(other.body.servers, [{ url: "http://klinik.example" }]);
    assert.notEqual(other.headers.etag, answer.headers.etag);
});

test("IsNotSentTwice", async () => {
    const url = "/api/openapi.json";
    const { etag } = (await api.get(url)).headers;
    assert.match(etag ?? "", /^"[0-9a-f]{32}"$/);
    const known = await api.request({ url, headers: { "If-None-Match": etag } });
    assert.equal(known.status, 304);
    assert.equal(known.body, "");
    assert.equal(known.headers.etag, etag);
    const unknown = await api.request({ url, headers: { "If-None-Match": '"0"' } });
    assert.equal(unknown.status, 200);
});

test("EveryExampleHasItsRoute", () => {
    const file = new URL("../../src/shared/openapi/examples.json", import.meta.url);
    const examples = Object.keys(JSON.parse(readFileSync(file, "utf8")));
    assert.ok(examples.length > 40);
    assert.deepEqual(examples.filter((name) => !names.includes(name)), []);
});

// A wrong example: `antrean openapi` has it from src/shared/openapi/examples.json.
test("EveryExampleIsAValidRequestOrAnswer", () => {
    const wrong = operations.flatMap(({ name }) => document.exampleFaults(name));
    assert.deepEqual(wrong, []);
});

const withExample = (name: string) =>
    operations.find((one) => one.name === name)?.json.responses["200"]?.content?.[
        "application/json"
    ]?.example;

test("TheMainOperationsHaveExamples", () => {
    const main = ["POST /api/auth/login", "GET /api/queue/current", "PATCH /api/queue/call-next"];
    const lists = ["users", "poly", "status", "schedule", "reservation", "queue", "patients"];
    const all = main.concat(lists.map((list) => `GET /api/${list}`));
    assert.deepEqual(all.filter((name) => withExample(name) === undefined), []);
});
