// Reminder configs: which patients get a message, when, and which text.
import { after, beforeEach, test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { move, plan, register, registerSeveral, type Visit } from "../support/Clinic.ts";
import { dateOf, inSeconds, inWords, timeOf, today } from "../support/ClinicTime.ts";
import { eventually } from "../support/Eventually.ts";
import { signInAs } from "../support/Roles.ts";
import { type Server, startServer } from "../support/Server.ts";
import { connect, deliveriesOf, remind, type Sent, swift, Waha } from "../support/Waha.ts";

const minutesPerDay = 24 * 60;
const lastNumber = "081299999999";
const lastChat = "6281299999999@c.us";

// A separate clinic for each test: its polies have no visits and no configs yet.
class Clinic {
    readonly server: Server;
    readonly waha: Waha;
    readonly api: Api;

    constructor(server: Server, waha: Waha, api: Api) {
        this.server = server;
        this.waha = waha;
        this.api = api;
    }

    static async open(flags: string[] = swift): Promise<Clinic> {
        const server = await startServer({ flags });
        const api = await signInAs(new Api(server.baseUrl), "superadmin");
        const waha = await Waha.start();
        await connect(api, waha);
        return new Clinic(server, waha, api);
    }
    async close(): Promise<void> {
        await this.server.close();
        await this.waha.close();
    }
    // Creates a doctor of the first poly; returns the id.
    async employ(): Promise<number> {
        const roles = (await this.api.get("/api/roles")).body.data;
        const answer = await this.api.post("/api/users", {
            name: "dr. Siti",
            username: "siti",
            email: "siti@mail.com",
            password: "rahasia1",
            password_confirmation: "rahasia1",
            roles: [roles.find((role: { name: string }) => role.name === "Dokter").id],
            poly_id: 1,
        });
        assert.equal(answer.status, 201, JSON.stringify(answer.body));
        return answer.body.data.id;
    }
    async notified(visit: Visit): Promise<boolean> {
        const { body } = await this.api.get(`/api/reservation/${visit.id}`);
        return body.data.reservation.queue.notification_status;
    }
    texts(): string[] {
        return this.waha.sent.filter((sent) => sent.chatId !== lastChat).map((sent) => sent.text);
    }
    // Waits until a message to another patient is sent that was due after all others. Other
    // messages to that patient do not matter.
    async untilAllIsSent(): Promise<void> {
        const form = { date: today(), poly_id: 2, whatsapp_number: lastNumber };
        await remind(this.api, { type: "NO_SHOW", message: "Akhir" });
        await move(this.api, await register(this.api, form), "noshow");
        const texts = () => this.waha.sent.map((sent) => sent.text);
        await eventually(() => assert.equal(texts().includes("Akhir"), true));
    }
}

const clinics: Clinic[] = [];
async function open(flags?: string[]): Promise<Clinic> {
    const clinic = await Clinic.open(flags);
    clinics.push(clinic);
    return clinic;
}
beforeEach(async () => {
    for (const clinic of clinics.splice(0)) await clinic.close();
});
after(async () => {
    for (const clinic of clinics) await clinic.close();
});

test("APatientGetsAReminderThatTheTurnIsNear", async () => {
    const clinic = await open();
    await remind(clinic.api, {
        type: "QUEUE",
        count: 1,
        message:
            "{{patient_name}}: nomor {{queue_number}} di {{ poly }}, {{people_ahead}} orang " +
            "lagi, {{estimated_minutes}} menit. {{date}}{{nama}}",
    });
    const visits = await registerSeveral(clinic.api, 4, { date: today() });
    const [first, second, third, fourth] = visits as [Visit, Visit, Visit, Visit];
    await clinic.waha.received(2);
    const text = (visit: Visit, ahead: number) =>
        `${visit.form.patient_name}: nomor ${visit.number} di Poli Umum, ${ahead} orang lagi, ` +
        `${10 * ahead} menit. ${inWords(new Date())}`;
    // Messages to several patients are sent in parallel.
    assert.deepEqual(clinic.texts().sort(), [text(first, 0), text(second, 1)].sort());
    await eventually(async () => assert.equal(await clinic.notified(second), true));
    assert.equal(await clinic.notified(third), false);

    await move(clinic.api, first, "anamnesa");
    await clinic.waha.received(3);
    await move(clinic.api, second, "anamnesa");
    await clinic.waha.received(4);
    assert.deepEqual(clinic.texts().slice(2), [text(third, 1), text(fourth, 1)]);
    assert.match(clinic.server.log(), /has unknown variables, which are left empty: nama/);
});

test("APatientsDay", async () => {
    const clinic = await open();
    await remind(clinic.api, { type: "QUEUE", count: 0, message: "Giliran {{patient_name}}" });
    await remind(clinic.api, { type: "NO_SHOW", message: "{{patient_name}} ditunggu" });
    const [ani, budi] = (await registerSeveral(clinic.api, 2, {
        date: today(),
        poly_id: 2,
    })) as [Visit, Visit];
    await clinic.waha.received(1);
    await move(clinic.api, ani, "anamnesa");
    await clinic.waha.received(2);
    for (const step of ["waitingdoctor", "withdoctor", "done"] as const)
        await move(clinic.api, ani, step);
    await move(clinic.api, budi, "noshow");
    await clinic.waha.received(3);
    const name = (visit: Visit) => visit.form.patient_name;
    assert.deepEqual(clinic.texts(), [
        `Giliran ${name(ani)}`,
        `Giliran ${name(budi)}`,
        `${name(budi)} ditunggu`,
    ]);
    for (const visit of [ani, budi]) assert.equal(await clinic.notified(visit), true);
});

test("TheTimeThatRemainsCountsToo", async () => {
    const clinic = await open();
    // At the default of ten minutes per patient, two patients are ahead of the third.
    await remind(clinic.api, { type: "QUEUE", offset: 20, message: "{{estimated_minutes}}" });
    await registerSeveral(clinic.api, 4, { date: today() });
    await clinic.waha.received(3);
    await clinic.untilAllIsSent();
    assert.deepEqual(clinic.texts().sort(), ["0", "10", "20"]);
});

test("NoTurnIsNearBeforeThePracticeBegins", async () => {
    const clinic = await open();
    const start = inSeconds(2 * 3600);
    // The doctor's hours are of today, so late in the evening there is nothing to test.
    if (dateOf(start) !== today()) return;
    const hours = { date: today(), start_time: timeOf(start), end_time: "23:59:59" };
    await plan(clinic.api, { ...hours, doctor_id: await clinic.employ() });
    await remind(clinic.api, { type: "QUEUE", count: 5, message: "dekat" });
    const [first] = (await registerSeveral(clinic.api, 2, { date: today() })) as [Visit];
    await clinic.untilAllIsSent();
    assert.deepEqual(clinic.texts(), []);
    // After a call the practice has begun, whatever the schedule says.
    await move(clinic.api, first, "anamnesa");
    await eventually(() => assert.deepEqual(clinic.texts(), ["dekat"]));
});

test("OtherDaysAndOtherTypesDoNothing", async () => {
    const clinic = await open();
    await remind(clinic.api, { type: "PATIENT", count: 9, offset: 9, message: "lain" });
    await remind(clinic.api, { type: "QUEUE", count: 9, message: "dekat" });
    await register(clinic.api, { date: dateOf(inSeconds(86_400)) });
    await clinic.untilAllIsSent();
    assert.deepEqual(clinic.texts(), []);
});

test("APatientWithoutAMobileNumberIsPassedOver", async () => {
    const clinic = await open();
    await remind(clinic.api, { type: "QUEUE", count: 9, message: "{{queue_number}}" });
    const visit = await register(clinic.api, { date: today(), whatsapp_number: "021-555012" });
    await register(clinic.api, { date: today() });
    await clinic.waha.received(1);
    assert.deepEqual(clinic.texts(), ["2"]);
    assert.deepEqual(await deliveriesOf(clinic.api, visit.id), []);
    const reason = /is not sent: the patient's WhatsApp number is none/g;
    await register(clinic.api, { date: today() });
    await clinic.waha.received(2);
    assert.equal(clinic.server.log().match(reason)?.length, 1);
    assert.ok(!clinic.server.log().includes("021-555012"));
});

test("RemindsBeforeThePracticeOfTheDay", async () => {
    const clinic = await open();
    const start = inSeconds(minutesPerDay * 60 + 3);
    await plan(clinic.api, {
        doctor_id: await clinic.employ(),
        date: dateOf(start),
        start_time: timeOf(start),
        end_time: "23:59:59",
    });
    const message = "{{patient_name}}, {{doctor}}: {{date}} {{time}}";
    const rule = { offset: minutesPerDay, message };
    await remind(clinic.api, { type: "SCHEDULE", ...rule });
    await remind(clinic.api, { type: "CHECKUP", ...rule, message: `Kontrol ${rule.message}` });
    const visit = await register(clinic.api, { date: dateOf(start) });
    const cancelled = await register(clinic.api, { date: dateOf(start) });
    await move(clinic.api, cancelled, "cancelled");
    await register(clinic.api, { date: dateOf(inSeconds(2 * 86_400)) });
    await clinic.api.post("/api/checkup-schedule", {
        patient_id: cancelled.patient_id,
        poly_id: 1,
        date: dateOf(start),
    });
    await clinic.waha.received(2);
    await clinic.untilAllIsSent();
    const when = `dr. Siti: ${inWords(start)} ${timeOf(start).slice(0, 5).replace(":", ".")}`;
    assert.deepEqual(
        clinic.texts().sort(),
        [
            `${visit.form.patient_name}, ${when}`,
            `Kontrol ${cancelled.form.patient_name}, ${when}`,
        ].sort(),
    );
    const [delivery] = await deliveriesOf(clinic.api, visit.id);
    assert.equal(delivery.state, "delivered");
});

test("APatientWhoWasCalledGetsNoReminder", async () => {
    const clinic = await open();
    clinic.waha.behaviour = "engine error";
    await remind(clinic.api, { type: "QUEUE", count: 9, message: "dekat" });
    const ends = {
        anamnesa: "Pasien sudah dipanggil",
        withdoctor: "Pasien sudah dipanggil",
        done: "Kunjungan sudah selesai",
        noshow: "Pasien tidak hadir",
        cancelled: "Reservasi dibatalkan",
    } as const;
    const visits = await registerSeveral(clinic.api, Object.keys(ends).length, { date: today() });
    await eventually(async () => {
        for (const visit of visits)
            assert.equal((await deliveriesOf(clinic.api, visit.id))[0]?.attempts > 0, true);
    });
    for (const [index, step] of Object.keys(ends).entries())
        await move(clinic.api, visits[index] as Visit, step as keyof typeof ends);
    clinic.waha.behaviour = "WEBJS";
    for (const [index, reason] of Object.values(ends).entries()) {
        const visit = visits[index] as Visit;
        await eventually(async () => {
            const [delivery] = await deliveriesOf(clinic.api, visit.id);
            assert.deepEqual([delivery.state, delivery.reason], ["cancelled", reason]);
        }, 30_000);
        assert.equal(await clinic.notified(visit), false);
    }
    assert.deepEqual(clinic.texts(), []);
});

test("ARuleThatIsRemovedIsSilent", async () => {
    const clinic = await open();
    clinic.waha.behaviour = "engine error";
    const rule = await remind(clinic.api, { type: "QUEUE", count: 9, message: "dekat" });
    const visit = await register(clinic.api, { date: today() });
    await eventually(async () =>
        assert.equal((await deliveriesOf(clinic.api, visit.id))[0]?.attempts > 0, true),
    );
    await clinic.api.delete(`/api/reminder-configs/${rule}`);
    clinic.waha.behaviour = "WEBJS";
    await eventually(async () => {
        const [delivery] = await deliveriesOf(clinic.api, visit.id);
        assert.deepEqual(
            [delivery.state, delivery.reason],
            ["cancelled", "Aturan pengingat sudah dihapus"],
        );
    }, 30_000);
});

test("QuietHoursHoldMessagesUntilTheyAreOver", async () => {
    const hourAgo = timeOf(inSeconds(-3600)).slice(0, 5);
    const end = inSeconds(2 * 3600);
    const inTwoHours = timeOf(end).slice(0, 5);
    const clinic = await open([
        "--reminder-gap=0",
        `--reminder-quiet-from=${hourAgo}`,
        `--reminder-quiet-until=${inTwoHours}`,
    ]);
    await remind(clinic.api, { type: "NO_SHOW", message: "ditunggu" });
    const visit = await register(clinic.api, { date: today() });
    await move(clinic.api, visit, "noshow");
    const held = await eventually(async () => {
        const [delivery] = await deliveriesOf(clinic.api, visit.id);
        assert.equal(Date.parse(delivery?.next_attempt_at) > Date.now() + 3600_000, true);
        return delivery;
    });
    assert.deepEqual([held.state, held.attempts], ["pending", 0]);
    assert.equal(timeOf(new Date(held.next_attempt_at)), `${inTwoHours}:00`);
    assert.deepEqual(clinic.texts(), []);
});

test("MessagesOfANumberAreAWhileApart", async () => {
    const clinic = await open(["--reminder-gap=2", ...swift.slice(1)]);
    const times: number[] = [];
    const push = clinic.waha.sent.push.bind(clinic.waha.sent);
    clinic.waha.sent.push = (...sent: Sent[]) => {
        times.push(Date.now());
        return push(...sent);
    };
    await remind(clinic.api, { type: "QUEUE", count: 9, message: "{{queue_number}}" });
    await registerSeveral(clinic.api, 3, { date: today() });
    await clinic.waha.received(3, 60_000);
    for (const [index, time] of times.slice(1).entries())
        assert.ok(time - (times[index] as number) >= 1_900, JSON.stringify(times));
});
