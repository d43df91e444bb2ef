// Without a secret, WAHA's webhooks are accepted only from private networks.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { assertJson } from "../support/Json.ts";
import { startServer } from "../support/Server.ts";
import { sessionEvent, webhookPath } from "../support/Waha.ts";

const server = await startServer({ flags: ["--trusted-proxies=127.0.0.1"] });
after(() => server.close());

async function tellFrom(address: string): Promise<{ status: number; body: unknown }> {
    const answer = await fetch(server.baseUrl + webhookPath, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-Forwarded-For": address },
        body: JSON.stringify(sessionEvent("WORKING")),
    });
    return { status: answer.status, body: await answer.json() };
}

for (const address of ["203.0.113.7", "8.8.8.8", "2001:db8::1", "169.254.1.1"])
    test(`RefusesAStrangerAt${address}`, async () => {
        assertJson(await tellFrom(address), {
            status: 403,
            body: { status: "error", message: "This action is unauthorized." },
        });
    });

for (const address of ["127.0.0.1", "10.1.2.3", "172.16.0.9", "192.168.1.5", "::1", "fd12::1"])
    test(`Hears${address}`, async () => {
        assert.equal((await tellFrom(address)).status, 200);
    });
