// Clients that send every request until it is answered, and then again: with an Idempotency-Key
// each is carried out once, whatever happens to the server.
import { test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { assertCheckIsClean } from "../support/Faults.ts";
import { together } from "../support/Load.ts";
import { randomOf } from "../support/Random.ts";
import { RepeatingClients } from "../support/RepeatingClients.ts";
import { signInAs } from "../support/Roles.ts";
import { startServer } from "../support/Server.ts";

// The full form has 50.
const kills = Number(process.env.ANTREAN_TEST_KILLS ?? 5);
const clients = 64;
const date = "2029-05-01";

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

test("KillsDoNotMakeARegistrationTwice", async (t) => {
    const random = randomOf(t);
    const server = await startServer({ flags: ["--demo"] });
    t.after(() => server.close());
    const { token } = await signInAs(new Api(server.baseUrl), "superadmin");
    const { port, baseUrl } = server;
    const clinic = new RepeatingClients(date, () => new Api(baseUrl, token));
    const all = together(clients, () => clinic.client());
    all.catch(() => (clinic.isOver = true));
    for (let kill = 0; kill < kills && !clinic.isOver; ++kill) {
        await pause(100 + random.below(400));
        await server.kill9();
        await server.start(port);
    }
    await pause(200);
    clinic.isOver = true;
    await all;
    const rows = await clinic.verify(new Api(baseUrl, token));
    await assertCheckIsClean(server);
    const { lost, replays } = clinic;
    assert.ok(lost > 0 && replays > 2 * rows.length - clients, "the fault took place");
    t.diagnostic(`${rows.length} registrations, ${kills} kills, ${lost} lost answers`);
    t.diagnostic(`${replays} answers were the first ones again`);
});
