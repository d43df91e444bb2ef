// The examples of contrib/proxies, in front of a server that trusts this machine.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { globalAgent } from "node:https";
import { fileURLToPath } from "node:url";
import { Api } from "../support/Api.ts";
import { move, registration, type Visit } from "../support/Clinic.ts";
import { today } from "../support/ClinicTime.ts";
import { EventStream } from "../support/EventStream.ts";
import { Proxy, proxyPrograms } from "../support/Proxy.ts";
import { call, Talk, withSecret } from "../support/Realtime.ts";
import { signInAs } from "../support/Roles.ts";
import { startServer } from "../support/Server.ts";
import { form, samples } from "../support/Uploads.ts";

const ca = fileURLToPath(new URL("../support/tls/localhost.pem", import.meta.url));
globalAgent.options.ca = readFileSync(ca);

const flags = ["--demo", "--trusted-proxies", "127.0.0.1", "--metrics-networks", "127.0.0.1"];
const server = await startServer({ flags: [...flags, ...withSecret] });
after(() => server.close());

for (const program of proxyPrograms) {
    const proxy = await Proxy.start(program, server.port);
    after(() => proxy.close());
    const api = await signInAs(new Api(proxy.baseUrl), "superadmin");
    const named = (name: string) => `${name} (${program})`;

    test(named("LinksHaveTheNameAndSchemeOfTheProxy"), async () => {
        const { body } = await api.get("/api/patients");
        assert.equal(body.data.first_page_url, `${proxy.baseUrl}/api/patients?page=1`);
    });

    test(named("DemandsTlsInEveryAnswer"), async () => {
        for (const path of ["/up", "/api/patients", "/storage/faq/nothing"]) {
            const { headers } = await api.get(path);
            assert.equal(headers["strict-transport-security"], "max-age=15552000", path);
        }
    });

    test(named("AForgedAddressIsNotBelieved"), async () => {
        const ask = (forged: object) =>
            api.as().request({ method: "get", url: "/metrics", headers: { ...forged } });
        assert.equal((await ask({})).status, 200);
        // The proxy overwrites both, so the client still is this machine.
        const forged = { "X-Forwarded-For": "8.8.8.8", "X-Forwarded-Proto": "http" };
        assert.equal((await ask(forged)).status, 200);
    });

    test(named("CallsReachAScreenOverItsWebSocket"), async () => {
        const talk = await Talk.open(server, { url: `${socketUrl()}?protocol=7` });
        talk.say({ event: "pusher:subscribe", data: { channel: "hall" } });
        assert.equal((await talk.next()).event, "pusher_internal:subscription_succeeded");
        const body = JSON.stringify({ name: "called", channel: "hall", data: "{}" });
        assert.equal((await call(api, { body })).status, 200);
        assert.equal((await talk.next()).event, "called");
        talk.socket.terminate();
    });
    const socketUrl = () => `${proxy.baseUrl.replace("https", "wss")}/app/antrean-key`;

    test(named("APatientsPageFollowsTheVisitAtOnce"), async () => {
        const form = registration({ date: today() });
        const { data } = (await api.post("/api/reservation", form)).body;
        const link = data.link.replace("/a/", "/api/visits/");
        const stream = await EventStream.open(`${proxy.baseUrl}${link}/stream`);
        assert.equal((await stream.next("visit")).state, "waiting");
        await move(api, { id: data.reservation.id } as Visit, "anamnesa");
        assert.equal((await stream.next("visit")).state, "called");
        stream.close();
    });

    test(named("ALargeFilePassesAndATooLargeOneGetsTheDocumentedAnswer"), async () => {
        const upload = (size: number) =>
            api.post("/api/faq", form({ name: "a", file: Buffer.concat([samples.pdf], size) }));
        assert.equal((await upload(10_000_000)).status, 201);
        const refused = await upload(10_240 * 1024 + 1);
        assert.equal(refused.status, 422);
        assert.match(refused.body.message, /not be greater than 10240 kilobytes/);
    });

    test(named("ALargeBodyWithoutATokenIsRefusedByTheServer"), async () => {
        const answer = await api.as().post("/api/faq", { name: "x".repeat(100_000) });
        assert.equal(answer.status, 401);
        assert.equal(answer.body.message, "Unauthenticated");
    });
}
