// Clients that register with an Idempotency-Key, again and again until they are answered, and then
// once more.
import assert from "node:assert/strict";
import { type Answer, type Api } from "./Api.ts";
import { registration, type Registration } from "./Clinic.ts";
import { ascending, listDay, oneTo, together } from "./Load.ts";
import { isReplay, newKey, withKey } from "./Repeats.ts";

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

export class RepeatingClients {
    isOver = false;
    answered = 0;  // registrations
    lost = 0;  // requests whose answer never came
    replays = 0;
    private readonly sent: Registration[] = [];
    private readonly date: string;
    private readonly newApi: () => Api;

    constructor(date: string, newApi: () => Api) {
        this.date = date;
        this.newApi = newApi;
    }

    // Registers patients until isOver is set.
    async client(): Promise<void> {
        const api = this.newApi();
        while (!this.isOver) {
            const form = registration({ date: this.date });
            const key = newKey();
            this.sent.push(form);
            const first = await this.untilAnswered(api, key, form);
            ++this.answered;
            const again = await together(2, () => this.untilAnswered(api, key, form));
            for (const { status, body } of again)
                assert.deepEqual([status, body], [first.status, first.body]);
            assert.equal(first.body.data.patient.patient_name, form.patient_name);
        }
    }

    // After all clients have ended: each registration that was sent is there once, with the
    // numbers 1..N. Returns the rows.
    async verify(api: Api): Promise<any[]> {
        const rows = await listDay(api, this.date);
        const names = rows.map((row) => row.patient.patient_name);
        assert.deepEqual(names.sort(), this.sent.map((form) => form.patient_name).sort());
        const numbers = ascending(rows.map((row) => row.queue.queue_number));
        assert.deepEqual(numbers, oneTo(rows.length));
        return rows;
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
