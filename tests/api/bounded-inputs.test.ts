// Every text, list and body that a client may send has a limit, and docs/limits.md lists them.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { startDemo } from "../support/Demo.ts";
import { runCommand } from "../support/Server.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { api } = await startDemo();

test("EveryInputOfEveryRouteHasALimitThatIsWrittenDown", async () => {
    const input = (await runCommand(["openapi"])).stdout;
    const { stdout, stderr } = spawnSync("python3", [`${root}tools/limits.py`], {
        input,
        encoding: "utf8",
        maxBuffer: 2 ** 24,
    });
    assert.equal(stderr, "");
    const kept = readFileSync(`${root}docs/limits.md`, "utf8");
    assert.equal(stdout, kept, "make docs/limits.md anew, as tools/limits.py says");
});

// [path, field, longest length that is accepted]
const texts = [
    ["/api/status", "label", 1000],
    ["/api/status", "information", 2000],
    ["/api/configs", "value", 20_000],
    ["/api/message-templates", "message", 20_000],
    ["/api/checkup-schedule", "description", 2000],
    ["/api/reservation", "email", 255],
] as const;
for (const [path, field, longest] of texts)
    test(`ATextThatIsTooLong_${field}_IsNamedInTheRefusal`, async () => {
        const answer = await api.post(path, { [field]: "a".repeat(longest + 1) });
        assert.equal(answer.status, 422);
        assert.match(
            JSON.stringify(answer.body),
            new RegExp(`must not be greater than ${longest} characters`),
        );
    });

const longSearch = "a".repeat(5001);
const searches = [
    { method: "get", url: "/api/patients", params: { search: longSearch } },
    { method: "get", url: "/api/poly", params: { search: longSearch } },
    { method: "get", url: "/api/users", params: { search: longSearch } },
    { method: "patch", url: "/api/reservation", data: { search: "a".repeat(49_999) } },
];
for (const search of searches)
    test(`ASearchOfThousandsOfLettersIsRefused_${search.url}`, async () => {
        const answer = await api.request(search);
        assert.equal(answer.status, 422);
        assert.match(
            JSON.stringify(answer.body),
            /The search field must not be greater than 5000 characters/,
        );
    });

test("ASearchThatIsANumberOrABooleanIsItsText", async () => {
    await api.post("/api/poly", { name: "Poli 4711" });
    const found = async (search: unknown) => {
        const answer = await api.request({ method: "get", url: "/api/poly", data: { search } });
        return answer.body.data.map((poly: { name: string }) => poly.name);
    };
    assert.deepEqual(await found(471), ["Poli 4711"]);
    assert.deepEqual(await found(true), ["Poli 4711"]);
});
