// How often a token, and an address without one, may call.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { Api, type Answer } from "../support/Api.ts";
import { signInAs } from "../support/Roles.ts";
import { startServer, type Server } from "../support/Server.ts";

async function start(...flags: string[]): Promise<Server> {
    const server = await startServer({ flags: ["--demo", ...flags] });
    after(() => server.close());
    return server;
}

const limited = await start("--rate-limit", "40");
const strict = await start("--rate-limit", "4", "--trusted-proxies", "127.0.0.1");
const unlimited = await start();

const allowance = ({ headers }: Answer) =>
    ["limit", "remaining", "reset"].map((name) => {
        const text = headers[`ratelimit-${name}`];
        return text === undefined ? undefined : Number(text);
    });

function assertRefused(answer: Answer, limit: number, secondsMax: number): void {
    assert.equal(answer.status, 429);
    assert.deepEqual(answer.body, { status: "error", message: "Too many requests." });
    const retryAfter = Number(answer.headers["retry-after"]);
    assert.ok(retryAfter >= 1 && retryAfter <= secondsMax, `Retry-After: ${retryAfter}`);
    const [shownLimit, remaining, reset = 0] = allowance(answer);
    assert.deepEqual([shownLimit, remaining], [limit, 0]);
    assert.ok(reset > 40 && reset <= 60, `RateLimit-Reset: ${reset}`);
}

// As a client at that address, without a token.
const from = (address: string, url: string, headers = {}) =>
    new Api(strict.baseUrl).request({ url, headers: { "X-Forwarded-For": address, ...headers } });

test("LimitsTheCallsOfAToken", async () => {
    const [first, second] = [
        await signInAs(new Api(limited.baseUrl), "superadmin"),
        await signInAs(new Api(limited.baseUrl), "nurse"),
    ];
    const began = Date.now();
    const answer = await first.get("/api/poly");
    assert.deepEqual(allowance(answer), [40, 39, 2]);
    assert.equal(answer.headers["access-control-expose-headers"], undefined);
    const answers = await Promise.all(Array.from({ length: 60 }, () => first.get("/api/poly")));
    const allowed = answers.filter(({ status }) => status === 200).length;
    const regained = Math.ceil((Date.now() - began) / 1_500);
    assert.ok(allowed >= 39 && allowed <= 39 + regained, `${allowed} calls were allowed`);
    const refused = answers.find(({ status }) => status === 429) as Answer;
    assertRefused(refused, 40, 2);
    assert.match(String(refused.headers["access-control-expose-headers"]), /Retry-After/);
    assert.equal((await second.get("/api/poly")).status, 200, "another token");
});

const addresses = ["203.0.113.1", "203.0.113.2", "203.0.113.3", "203.0.113.4"];
for (const [name, url, headers, status] of [
    ["WithoutAToken", "/api/poly", {}, 401],
    ["WithAnUnknownToken", "/api/poly", { Authorization: "Bearer 1|unknown" }, 401],
    ["OfUnknownRoutes", "/api/nothing", {}, 404],
    ["OfPublicRoutes", "/api/openapi.json", {}, 200],
] as const)
    test(`LimitsTheCalls${name}OfAnAddress`, async () => {
        const address = addresses.pop() as string;
        for (let left = 3; left >= 0; --left) {
            const answer = await from(address, url, headers);
            assert.equal(answer.status, status);
            assert.deepEqual(allowance(answer).slice(0, 2), [4, left]);
        }
        assertRefused(await from(address, url, headers), 4, 15);
        const other = await from("198.51.100.1", "/api/openapi.json");
        assert.equal(other.status, 200, "another address");
    });

test("CountsTheAddressesOfOneIpv6NetworkTogether", async () => {
    for (let count = 0; count < 4; ++count)
        assert.equal((await from(`2001:db8:1:2::${count}`, "/api/openapi.json")).status, 200);
    assertRefused(await from("2001:db8:1:2:ffff::1", "/api/openapi.json"), 4, 15);
    assert.equal((await from("2001:db8:1:3::1", "/api/openapi.json")).status, 200);
});

test("DoesNotCountHealthChecksAndPreflights", async () => {
    const preflight = () =>
        new Api(limited.baseUrl).request({
            method: "options",
            url: "/api/poly",
            headers: {
                "X-Forwarded-For": "203.0.113.250",
                "Access-Control-Request-Method": "GET",
                Origin: "http://a",
            },
        });
    for (let count = 0; count < 10; ++count) {
        const answer = await from("203.0.113.250", "/up");
        assert.equal(answer.status, 200);
        assert.deepEqual(allowance(answer), [undefined, undefined, undefined]);
        assert.equal((await preflight()).status, 204);
    }
});

test("LimitsNothingWhereItIsOff", async () => {
    const api = await signInAs(new Api(unlimited.baseUrl), "superadmin");
    for (let count = 0; count < 60; ++count) {
        const answer = await api.get("/api/poly");
        assert.equal(answer.status, 200);
        assert.deepEqual(allowance(answer), [undefined, undefined, undefined]);
    }
});
