import { describe, expect, test } from "vitest";
import { type Document } from "./document";
import { type SampleRequest, sampleRequest } from "./request";
import { curlSample, javaScriptSample, phpSample } from "./samples";

const get: SampleRequest = {
    method: "GET",
    url: "https://klinik.example/api/poly?search=a%26b",
    needsToken: true,
};
const put: SampleRequest = {
    method: "PUT",
    url: "https://klinik.example/api/poly/1",
    needsToken: false,
    body: { kind: "json", value: { name: 'Ma\'ruf \\ "B"', room: null, list: [1, {}], none: [] } },
};
const upload: SampleRequest = {
    method: "POST",
    url: "https://klinik.example/api/faq",
    needsToken: true,
    body: {
        kind: "form",
        fields: [
            { name: "name", text: "Jam buka", isFile: false },
            { name: "file", text: "document.pdf", isFile: true },
        ],
    },
};

describe("curl", () => {
    test("a GET has the token", () => {
        expect(curlSample(get)).toBe(`curl 'https://klinik.example/api/poly?search=a%26b' \\
  -H 'Accept: application/json' \\
  -H 'Authorization: Bearer TOKEN'`);
    });
    test("quotes of a body stay in their word", () => {
        expect(curlSample(put)).toBe(`curl -X PUT 'https://klinik.example/api/poly/1' \\
  -H 'Accept: application/json' \\
  -H 'Content-Type: application/json' \\
  -d '{
  "name": "Ma'\\''ruf \\\\ \\"B\\"",
  "room": null,
  "list": [
    1,
    {}
  ],
  "none": []
}'`);
    });
    test("a file is read by curl", () => {
        expect(curlSample(upload)).toBe(`curl 'https://klinik.example/api/faq' \\
  -H 'Accept: application/json' \\
  -H 'Authorization: Bearer TOKEN' \\
  -F 'name=Jam buka' \\
  -F 'file=@document.pdf'`);
    });
    test("a POST without a body names its method", () => {
        const request = { method: "POST", url: "https://klinik.example/x", needsToken: false };
        expect(curlSample(request)).toBe(`curl -X POST 'https://klinik.example/x' \\
  -H 'Accept: application/json'`);
    });
});

// What the sample sends, when it runs.
async function sent(code: string): Promise<unknown[]> {
    const calls: unknown[] = [];
    const fetch = async (...call: unknown[]) => {
        calls.push(...call);
        return { json: async () => ({}) };
    };
    const file = new Blob(["x"]);
    await new Function("fetch", "file", `return (async () => { ${code} })()`)(fetch, file);
    return calls;
}

describe("JavaScript", () => {
    test("a GET has the token", async () => {
        const headers = { Accept: "application/json", Authorization: "Bearer TOKEN" };
        expect(await sent(javaScriptSample(get))).toEqual([get.url, { headers }]);
    });
    test("a body is sent as it is", async () => {
        const headers = { Accept: "application/json", "Content-Type": "application/json" };
        const body = JSON.stringify(put.body?.kind === "json" && put.body.value);
        expect(await sent(javaScriptSample(put))).toEqual([
            put.url,
            { method: "PUT", headers, body },
        ]);
    });
    test("a file is part of a form", async () => {
        const [, options] = await sent(javaScriptSample(upload));
        const form = (options as { body: FormData }).body;
        expect(form.get("name")).toBe("Jam buka");
        expect((form.get("file") as File).name).toBe("document.pdf");
    });
});

describe("PHP", () => {
    test("a GET has the token", () => {
        expect(phpSample(get)).toBe(`<?php
$request = curl_init('https://klinik.example/api/poly?search=a%26b');
curl_setopt_array($request, [
    CURLOPT_HTTPHEADER => [
        'Accept: application/json',
        'Authorization: Bearer TOKEN',
    ],
    CURLOPT_RETURNTRANSFER => true,
]);
$answer = json_decode(curl_exec($request), true);`);
    });
    test("quotes and backslashes stay in their text", () => {
        expect(phpSample(put)).toContain(`json_encode([
        'name' => 'Ma\\'ruf \\\\ "B"',
        'room' => null,
        'list' => [
            1,
            new stdClass(),
        ],
        'none' => [],
    ])`);
    });
    test("a file is uploaded", () => {
        expect(phpSample(upload)).toContain("'file' => new CURLFile('document.pdf'),");
    });
});

const document: Document = {
    servers: [{ url: "https://klinik.example" }],
    components: {
        schemas: {
            Body: {
                type: "object",
                properties: {
                    name: { type: "string" },
                    roles: { type: "array", items: { type: "integer" } },
                    note: { type: "string" },
                    date: { type: "string", format: "date" },
                    kind: { type: "string", enum: ["QUEUE", "NO_SHOW"] },
                },
                required: ["name", "roles", "date", "kind"],
            },
            Form: {
                type: "object",
                properties: {
                    name: { type: "string" },
                    file: { type: "string", contentMediaType: "application/octet-stream" },
                },
                required: ["name", "file"],
            },
        },
    },
    paths: {
        "/api/poly/{id}": {
            get: {
                security: [{ bearer: [] }],
                parameters: [
                    { name: "id", in: "path", schema: { type: "integer", minimum: 1 } },
                    { name: "date", in: "query", example: "2026-01-12", schema: {} },
                    { name: "page", in: "query", schema: { type: "integer" } },
                    { name: "poly_id", in: "query", required: true, schema: { type: "integer" } },
                ],
            },
            put: {
                security: [],
                requestBody: {
                    content: {
                        "application/json": { schema: { $ref: "#/components/schemas/Body" } },
                    },
                },
            },
            post: {
                security: [{ signature: [] }],
                requestBody: {
                    content: {
                        "multipart/form-data": { schema: { $ref: "#/components/schemas/Form" } },
                    },
                },
            },
            patch: {
                requestBody: { content: { "application/json": { schema: {}, example: { a: 1 } } } },
            },
        },
    },
};
const requestOf = (method: string) =>
    sampleRequest(document, "https://klinik.example", "/api/poly/{id}", method);

describe("the request of a sample", () => {
    test("has the path's parameters, and of the query those that matter", () => {
        expect(requestOf("get")).toEqual({
            method: "GET",
            url: "https://klinik.example/api/poly/1?date=2026-01-12&poly_id=1",
            needsToken: true,
        });
    });
    test("has the fields that are needed", () => {
        expect(requestOf("put").body).toEqual({
            kind: "json",
            value: { name: "name", roles: [1], date: "2026-01-12", kind: "QUEUE" },
        });
        expect(requestOf("put").needsToken).toBe(false);
    });
    test("prefers the example of the document", () => {
        expect(requestOf("patch").body).toEqual({ kind: "json", value: { a: 1 } });
    });
    test("uploads what is a file", () => {
        expect(requestOf("post").body).toEqual({
            kind: "form",
            fields: [
                { name: "name", text: "name", isFile: false },
                { name: "file", text: "document.pdf", isFile: true },
            ],
        });
        // Nobody has a token for a request that is signed.
        expect(requestOf("post").needsToken).toBe(false);
    });
});
