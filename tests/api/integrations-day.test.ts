// A day with n8n and WhatsApp: what arrives where, in which order, and the effect of a failure of
// either.
import { test, type TestContext } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { move, register, type Visit } from "../support/Clinic.ts";
import { today } from "../support/ClinicTime.ts";
import { eventually } from "../support/Eventually.ts";
import { announced, type Receiver, startReceiver } from "../support/N8n.ts";
import { signInAs } from "../support/Roles.ts";
import { startServer } from "../support/Server.ts";
import { connect, deliveriesOf, remind, swift, Waha } from "../support/Waha.ts";

const patience = 60_000;  // a failed receiver is retried less and less often

interface Day {
    receiver: Receiver;
    waha: Waha;
    again?: Waha;  // after it was stopped
}

type Pull = (day: Day) => Promise<{ putBack(): Promise<void> }>;

const pulls: [name: string, pull: Pull | undefined][] = [
    ["WithBothOn", undefined],
    [
        "WithoutN8nForAWhile",
        async ({ receiver }) => {
            await receiver.stop();
            return { putBack: () => receiver.start().then(() => undefined) };
        },
    ],
    [
        "WithoutWahaForAWhile",
        async (day) => {
            const port = Number(new URL(day.waha.url).port);
            await day.waha.close();
            return {
                putBack: async () => {
                    day.again = await Waha.start(port);
                },
            };
        },
    ],
];

async function open(t: TestContext): Promise<{ day: Day; api: Api }> {
    const day: Day = { receiver: await startReceiver(), waha: await Waha.start() };
    const flags = [...swift, "--webhook-url", day.receiver.url];
    const server = await startServer({ flags });
    t.after(async () => {
        await server.close();
        await day.receiver.close();
        await (day.again ?? day.waha).close();
    });
    const api = await signInAs(new Api(server.baseUrl), "superadmin");
    await connect(api, day.waha);
    await remind(api, { type: "QUEUE", count: 0, message: "Giliran nomor {{queue_number}}" });
    await remind(api, { type: "NO_SHOW", message: "Nomor {{queue_number}} ditunggu" });
    return { day, api };
}

// The answers to staff, without the webhook's outcome.
async function step(api: Api, visit: Visit, name: Parameters<typeof move>[2]): Promise<string> {
    const body: any = await move(api, visit, name);
    return `${body.message}: ${body.data.reservation.status.status_name}`;
}

for (const [name, pull] of pulls)
    test(`ADay${name}`, async (t) => {
        const { day, api } = await open(t);
        const [one, two] = [
            await register(api, { date: today() }),
            await register(api, { date: today() }),
        ];
        await day.waha.received(1);
        const answers = [await step(api, one, "anamnesa")];
        await day.waha.received(2);
        answers.push(await step(api, one, "waitingdoctor"), await step(api, one, "withdoctor"));
        await eventually(() => assert.equal(day.receiver.bodies.length, 2), patience);

        const pulled = await pull?.(day);
        answers.push(await step(api, one, "done"), await step(api, two, "anamnesa"));
        answers.push(await step(api, two, "noshow"));
        await pulled?.putBack();

        assert.deepEqual(answers, [
            "Anamnesa call processed successfully: ANAMNESA",
            "Reservation moved to waiting doctor successfully: WAITING_DOCTOR",
            "With doctor call processed successfully: WITH_DOCTOR",
            "Reservation finish: DONE",
            "Anamnesa call processed successfully: ANAMNESA",
            "Reservation moved to no show successfully: NO_SHOW",
        ]);
        const messages = () =>
            [...day.waha.sent, ...(day.again?.sent ?? [])].map((sent) => sent.text);
        await eventually(() => {
            assert.deepEqual(day.receiver.bodies, [
                announced(one.number, "ANAMNESA"),
                announced(one.number, "WITH_DOCTOR"),
                announced(two.number, "ANAMNESA"),
            ]);
            assert.deepEqual(messages(), [
                `Giliran nomor ${one.number}`,
                `Giliran nomor ${two.number}`,
                `Nomor ${two.number} ditunggu`,
            ]);
        }, patience);
        await eventually(async () => {
            for (const delivery of await deliveriesOf(api))
                assert.equal(delivery.state, "delivered");
        });
    });
