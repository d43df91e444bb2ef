// Clients that send every request until it is answered, and then again: with an Idempotency-Key
// each is carried out once, whatever happens to the server.
import { test } from "node:test";
import assert from "node:assert/strict";
import { type Answer, Api } from "../support/Api.ts";
import { registration, type Registration } from "../support/Clinic.ts";
import { assertCheckIsClean } from "../support/Faults.ts";
import { ascending, listDay, oneTo, together } from "../support/Load.ts";
import { randomOf } from "../support/Random.ts";
import { isReplay, newKey, withKey } from "../support/Repeats.ts";
import { signInAs } from "../support/Roles.ts";
import { startServer } from "../support/Server.ts";

// The full form has 50.
const kills = Number(process.env.ANTREAN_TEST_KILLS ?? 5);
const clients = 64;
const date = "2029-05-01";

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

class Clinic {
    readonly sent: Registration[] = [];
    isOver = false;
    lost = 0;  // requests whose answer never came
    replays = 0;
    private readonly newApi: () => Api;

    constructor(newApi: () => Api) {
        this.newApi = newApi;
    }

    async client(): Promise<void> {
        const api = this.newApi();
        while (!this.isOver) {
            const form = registration({ date });
            const key = newKey();
            this.sent.push(form);
            const first = await this.untilAnswered(api, key, form);
            const again = await together(2, () => this.untilAnswered(api, key, form));
            for (const { status, body } of again)
                assert.deepEqual([status, body], [first.status, first.body]);
            assert.equal(first.body.data.patient.patient_name, form.patient_name);
        }
    }

    private async untilAnswered(api: Api, key: string, form: Registration): Promise<Answer> {
        for (;; await pause(20)) {
            const answer = await withKey(api, key, "post", "/api/reservation", form)
                .catch((error) => this.lostBy(error));
            if (answer === undefined || answer.status === 503) continue;
            assert.equal(answer.status, 201, JSON.stringify(answer.body));
            if (isReplay(answer)) ++this.replays;
            return answer;
        }
    }

    private lostBy(error: { code?: string }): undefined {
        const codes = ["ECONNRESET", "ECONNREFUSED", "EPIPE", "ERR_BAD_RESPONSE"];
        if (!codes.includes(error.code ?? "")) throw error;
        ++this.lost;
    }
}

test("KillsDoNotMakeARegistrationTwice", async (t) => {
    const random = randomOf(t);
    const server = await startServer({ flags: ["--demo"] });
    t.after(() => server.close());
    const { token } = await signInAs(new Api(server.baseUrl), "superadmin");
    const { port, baseUrl } = server;
    const clinic = new Clinic(() => new Api(baseUrl, token));
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
    const rows = await listDay(new Api(baseUrl, token), date);
    const names = rows.map((row) => row.patient.patient_name);
    assert.deepEqual(names.sort(), clinic.sent.map((form) => form.patient_name).sort());
    const numbers = ascending(rows.map((row) => row.queue.queue_number));
    assert.deepEqual(numbers, oneTo(rows.length));
    await assertCheckIsClean(server);
    const { lost, replays } = clinic;
    assert.ok(lost > 0 && replays > 2 * rows.length - clients, "the fault took place");
    t.diagnostic(`${rows.length} registrations, ${kills} kills, ${lost} lost answers`);
    t.diagnostic(`${replays} answers were the first ones again`);
});
