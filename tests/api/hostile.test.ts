// Any input gets an answer below 500, and other clients are served.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { type Random, randomOf } from "../support/Random.ts";
import { plan, register } from "../support/Clinic.ts";
import { assertCheckIsClean } from "../support/Faults.ts";
import { bytesOf, type Draft, mutate } from "../support/Hostile.ts";
import { isScreen } from "../support/Permissions.ts";
import { together } from "../support/Load.ts";
import { type RawAnswer, RawSocket } from "../support/RawSocket.ts";
import { signInAs } from "../support/Roles.ts";
import { runCommand, startServer } from "../support/Server.ts";

const requestCount = 4_000;
const connectionCount = 8;

const server = await startServer({ flags: ["--demo", "--login-throttle", "off"] });
after(() => server.close());
const api = await signInAs(new Api(server.baseUrl), "superadmin");
const token = api.token as string;
const date = "2027-10-01";

// Valid bodies of the routes, by path; values are JSON text.
const person = {
    name: '"Eka"', username: '"eka"', email: '"eka@mail.com"', password: '"rahasia"',
    password_confirmation: '"rahasia"', roles: "[6]", poly_id: "1",
};
const visit = {
    patient_name: '"Sari"', no_bpjs: '"000812"', whatsapp_number: '"081299"', poly_id: "1",
    email: '"sari@mail.com"', schedule_id: "41", bpjs: "true", date: `"${date}"`,
};
const hours = {
    doctor_id: "7", date: '"2027-10-02"', start_time: '"08:00"', end_time: '"09:00"', quota: "5",
};
const template = { template_name: '"Reminder H-1"', message: '"Halo {{patient_name}}"' };
const reminder = {
    message_template_id: "1", reminder_offset: "30", reminder_patient_count: "5",
    reminder_type: '"QUEUE"',
};
const whatsapp = { whatsapp_number: '"62812"', waha_api_url: '"https://waha.example.com/api"' };
const checkup = {
    patient_id: "1", poly_id: "2", date: `"${date}"`, description: '"Kontrol"',
};
const bodies: Record<string, Record<string, string>> = {
    "/api/auth/login": { username: '"nandar"', password: '"admin123"' },
    "/api/users": person,
    "/api/users/{id}": person,
    "/api/roles": { name: '"Apoteker"' },
    "/api/roles/{id}": { name: '"Apoteker"' },
    "/api/roles/{id}/permissions": { permissions: '["users.write"]' },
    "/api/poly": { name: '"Poli Mata"' },
    "/api/poly/{id}": { name: '"Poli Mata"' },
    "/api/status": { status_name: '"LUNAS"', label: '"Lunas"', information: '"-"' },
    "/api/status/{id}": { status_name: '"LUNAS"', label: '"Lunas"', information: '"-"' },
    "/api/schedule": hours,
    "/api/schedule/{id}": hours,
    "/api/reservation": visit,
    "/api/reservation/{id}": visit,
    "/api/queue/call-next": { poly_id: "1", date: `"${date}"` },
    "/api/patients/{id}": {
        patient_name: '"Sari"', whatsapp_number: '"081299"', no_bpjs: '"000812"', email: "null",
    },
    "/api/message-templates": template,
    "/api/message-templates/{id}": template,
    "/api/reminder-configs": reminder,
    "/api/reminder-configs/{id}": reminder,
    "/api/whatsapp-configs": whatsapp,
    "/api/whatsapp-configs/{id}": whatsapp,
    "/api/configs": { name: '"clinic_timezone"', value: '"Asia/Makassar"' },
    "/api/configs/{id}": { name: '"clinic_timezone"', value: '"Asia/Makassar"' },
    "/api/checkup-schedule": checkup,
    "/api/checkup-schedule/{id}": checkup,
};

interface Line {
    method: string;
    path: string;
}

async function routes(): Promise<Line[]> {
    const { stdout } = await runCommand(["routes"]);
    const lines = stdout.trim().split("\n").map((line) => line.split(/ +/));
    const found = lines.map(([method = "", path = ""]) => ({ method, path }));
    assert.ok(found.length > 50);
    // They would end the token of the fuzzing itself.
    const ends = ["/api/auth/logout", "/api/auth/session"];
    return found.filter((route) => !ends.includes(route.path) && !isScreen(route));
}

const contentTypes = ["application/json", "application/json", "application/x-www-form-urlencoded"];

// Ids from 2 on, because user 1 and role 1 send the requests.
function draftOf({ method, path }: Line, random: Random): Draft {
    const body = method === "GET" ? undefined : bodies[path];
    return {
        method: random.next() < 0.03 ? "OPTIONS" : method,
        path: path.replace("{id}", String(2 + random.below(20))),
        query: path.startsWith("/api/queue/curr") ? [["poly_id", "1"], ["date", date]] : [],
        body: body === undefined ? undefined : { ...body },
        contentType: random.pick(contentTypes),
    };
}

// Whether the request would change user 1 or role 1, in any spelling.
const isSuicidal = ({ path }: Draft) => /(users|roles|sessions)\/(%31|1|01)(\/|$)/.test(path);

class Connection {
    private socket: RawSocket | undefined;

    async send(bytes: Buffer): Promise<RawAnswer> {
        if (this.socket === undefined || this.socket.closed)
            this.socket = await RawSocket.open(server.port);
        this.socket.write(bytes);
        const answer = await this.socket.answer(bytes.subarray(0, 5).toString() === "HEAD ");
        if (answer.headers.get("connection") === "close") this.close();
        return answer;
    }
    close(): void {
        this.socket?.destroy();
        this.socket = undefined;
    }
}

const statuses: Record<string, number> = {};

async function fuzz(lines: Line[], count: number, random: Random): Promise<string[]> {
    const connection = new Connection();
    const faults: string[] = [];
    for (let index = 0; index < count; ++index) {
        const draft = draftOf(lines[index % lines.length] as Line, random);
        mutate(draft, random);
        if (isSuicidal(draft)) continue;
        const bytes = bytesOf(draft, token, random);
        const answer = await connection.send(bytes);
        statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
        if (answer.status < 500) continue;
        faults.push(`${answer.status} to ${bytes.subarray(0, 1500).toString("latin1")}`);
    }
    connection.close();
    return faults;
}

test("NoRequestWhateverItHoldsIsAnsweredWithAFault", async (t) => {
    const random = randomOf(t);
    const schedule_id = await plan(api, { date });
    for (const _ of Array(20)) await register(api, { date, schedule_id });
    const lines = await routes();
    const each = requestCount / connectionCount;
    const faults = await together(connectionCount, () => fuzz(lines, each, random));
    t.diagnostic(`answers: ${JSON.stringify(statuses)}`);
    const causes = server.log().match(/^.* error .*$/gm) ?? [];
    assert.deepEqual([...faults.flat().slice(0, 5), ...causes.slice(0, 5)], []);
    assert.equal((await api.get("/api/users")).status, 200);
    assert.doesNotMatch(server.log(), / (error|critical) |Internal server error/);
    await assertCheckIsClean(server);
});
