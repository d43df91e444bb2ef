// Routes that are open to a network: the lab's tokens, unsigned webhooks of WAHA and the metrics.
// Neither a client outside nor a web page in a browser inside must get there.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { base } from "../support/Lab.ts";
import { RawSocket } from "../support/RawSocket.ts";
import { startServer, type Server } from "../support/Server.ts";
import { sessionEvent, webhookPath } from "../support/Waha.ts";

async function start(...flags: string[]): Promise<Server> {
    const server = await startServer({ flags });
    after(() => server.close());
    return server;
}

const direct = await start();
const names = ["--public-url", "https://klinik.example", "--allowed-hosts", "lab.klinik"];
const named = await start(...names);
const proxied = await start("--trusted-proxies", "127.0.0.1");
const byForwarded = await start("--trusted-proxies", "127.0.0.1", "--client-header", "forwarded");

// Which of the routes admit a request with these headers.
async function admitted(server: Server, headers: string, host = "localhost"): Promise<string[]> {
    const ask = (start: string, body = "") => {
        const length = `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n`;
        const head = `${start} HTTP/1.1\r\nHost: ${host}\r\n${headers}${length}\r\n`;
        return RawSocket.ask(server.port, head + body);
    };
    const lab = await ask(`POST ${base}/generate_token`, "{}");
    const waha = await ask(`POST ${webhookPath}`, JSON.stringify(sessionEvent("WORKING")));
    const metrics = await ask("GET /metrics");
    assert.match(metrics.body, metrics.status === 200 ? /^# HELP/ : /This action is unauthorized/);
    return [
        ...(JSON.parse(lab.body).status === "OK" ? ["lab"] : []),
        ...(waha.status === 200 ? ["waha"] : []),
        ...(metrics.status === 200 ? ["metrics"] : []),
    ];
}

const all = ["lab", "waha", "metrics"];
const from = (address: string) => `X-Forwarded-For: ${address}\r\n`;

for (const [name, headers] of [
    ["AnAddressOfItsOwnBeforeTheProxys", from("192.168.1.1") + from("8.8.8.8")],
    ["AnAddressThatTheProxyCannotRead", from("192.168.1.1, unknown")],
    ["NoAddressAtAll", "X-Forwarded-Proto: https\r\n"],
    ["AnAddressInAnotherHeader", "X-Real-IP: 10.0.0.1\r\nForwarded: for=10.0.0.1\r\n"],
    ["APortBehindAForeignAddress", from("8.8.8.8:1234")],
] as const)
    test(`AdmitsNobodyBehindAProxyWith${name}`, async () => {
        assert.deepEqual(await admitted(proxied, headers), []);
    });

for (const [name, headers] of [
    ["APort", from("192.168.1.1:1234")],
    ["Brackets", from("[fd00::1]:443")],
    ["AMappedAddress", from("::ffff:10.0.0.1")],
    ["AForgedAddressFarther", from("8.8.8.8") + from("192.168.1.1")],
] as const)
    test(`ReadsAnAddressWith${name}`, async () => {
        assert.deepEqual(await admitted(proxied, headers), all);
    });

test("BelievesTheHeaderThatIsConfigured", async () => {
    const forged = from("192.168.1.1");
    assert.deepEqual(await admitted(byForwarded, `${forged}Forwarded: for=8.8.8.8\r\n`), []);
    assert.deepEqual(await admitted(byForwarded, forged), []);
    const real = `${from("8.8.8.8")}Forwarded: for="192.168.1.1:80";proto=https\r\n`;
    assert.deepEqual(await admitted(byForwarded, real), all);
});

test("AdmitsNobodyBehindAProxyThatIsNotTrustedAndWarnsOnce", async () => {
    for (const headers of [from("192.168.1.1"), "Forwarded: for=10.0.0.1\r\n"])
        assert.deepEqual(await admitted(direct, headers), []);
    const warnings = direct.log().match(/warning headers of a proxy came from 127\.0\.0\.1,/g);
    assert.equal(warnings?.length, 1);
    assert.deepEqual(await admitted(direct, ""), all);
});

test("RefusesForeignHosts", async () => {
    for (const host of ["evil.example", "127.0.0.1.evil.example:80", "klinik.example"])
        assert.deepEqual(await admitted(direct, "", host), [], host);
    assert.deepEqual(await admitted(named, "", "www.klinik.example"), []);
    assert.deepEqual(await admitted(proxied, "X-Forwarded-Host: evil.example\r\n"), []);
});

test("AdmitsUnderItsOwnNames", async () => {
    for (const host of ["127.0.0.1", "10.0.0.5:8000", "[::1]", "antrean", "LOCALHOST:1"])
        assert.deepEqual(await admitted(direct, "", host), all, host);
    for (const host of ["klinik.example", "lab.klinik:8000"])
        assert.deepEqual(await admitted(named, "", host), all, host);
});

test("RefusesForeignPages", async () => {
    for (const headers of [
        "Origin: http://evil.example\r\n",
        "Origin: null\r\n",
        "Origin: http://localhost:1\r\n",
        "Sec-Fetch-Site: cross-site\r\n",
    ])
        assert.deepEqual(await admitted(direct, headers), [], headers);
    assert.deepEqual(await admitted(direct, "Origin: http://localhost\r\n"), all);
    assert.deepEqual(await admitted(named, "Origin: https://klinik.example\r\n"), all);
});

test("KeepsTheMetricsToTheirNetworks", async () => {
    const server = await start("--metrics-networks", "10.0.0.0/8", "--trusted-proxies=127.0.0.1");
    assert.deepEqual(await admitted(server, from("192.168.1.1")), ["lab", "waha"]);
    assert.deepEqual(await admitted(server, from("10.0.0.1")), all);
    assert.deepEqual(await admitted(proxied, from("8.8.8.8")), []);
});

test("KeepsTheHealthToItsNetworks", async () => {
    const server = await start("--up-networks", "10.0.0.0/8", "--trusted-proxies=127.0.0.1");
    const ask = async (address: string) => {
        const headers = { "X-Forwarded-For": address };
        return (await fetch(`${server.baseUrl}/up`, { headers })).status;
    };
    assert.equal(await ask("10.0.0.1"), 200);
    assert.equal(await ask("192.168.1.1"), 403);
    assert.equal((await fetch(`${proxied.baseUrl}/up`)).status, 200);
});
