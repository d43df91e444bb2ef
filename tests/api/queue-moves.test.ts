// The six moves of a visit: rows 41 to 46 of the contract, QU-1 to QU-9.
import { test } from "node:test";
import assert from "node:assert/strict";
import {
    badIds,
    move,
    type Move,
    notFound,
    patientOf,
    queueRow,
    register,
    reservationRow,
    type Row,
    type Status,
    statusRow,
    unauthenticated,
    type Visit,
} from "../support/Clinic.ts";
import { startDemo } from "../support/Demo.ts";
import { any, assertAnswer } from "../support/Json.ts";

const { api } = await startDemo();

const statusAfter: Record<Move, Status> = {
    anamnesa: "ANAMNESA",
    waitingdoctor: "WAITING_DOCTOR",
    withdoctor: "WITH_DOCTOR",
    done: "DONE",
    noshow: "NO_SHOW",
    cancelled: "CANCELLED",
};
const moves = Object.keys(statusAfter) as Move[];
const messages: Record<Move, string> = {
    anamnesa: "Anamnesa call processed successfully",
    waitingdoctor: "Reservation moved to waiting doctor successfully",
    withdoctor: "With doctor call processed successfully",
    done: "Reservation finish",
    noshow: "Reservation moved to no show successfully",
    cancelled: "Reservation moved to cancelled successfully",
};
const webhook = {
    webhook_status: "skipped",
    webhook_message: "Webhook URL is not configured",
};
const tooManyCalls = {
    status: "error",
    message: "Maximum number of calls reached (3 times)",
    data: { number_of_calls: 3 },
};

function called(visit: Visit, to: Move, queue: Row): Row {
    return {
        ...reservationRow(visit, statusAfter[to]),
        queue: queueRow(visit, queue),
        patient: patientOf(visit),
        status: statusRow(statusAfter[to]),
    };
}

const detail = async (visit: Visit) =>
    (await api.get(`/api/reservation/${visit.id}`)).body.data.reservation;

test("AsksForAToken", async () => {
    const stranger = api.as();
    for (const to of moves)
        assertAnswer(await stranger.patch(`/api/queue/1/${to}`), 401, unauthenticated);
});

test("FindsNoReservationUnderABadId", async () => {
    for (const to of moves)
        for (const id of badIds)
            assertAnswer(await api.patch(`/api/queue/${id}/${to}`), 404, notFound("Reservation"));
});

test("KnowsNoOtherMoveAndNoOtherMethod", async () => {
    const visit = await register(api);
    assert.equal((await api.patch(`/api/queue/${visit.id}/finish`)).status, 404);
    assert.equal((await api.post(`/api/queue/${visit.id}/done`)).status, 405);
    assert.equal((await detail(visit)).status.status_name, "WAITING");
});

for (const to of ["anamnesa", "withdoctor"] as const)
    test(`RefusesAFourthCallTo ${to} AndChangesNothing`, async () => {
        const visit = await register(api);
        for (let calls = 1; calls <= 3; ++calls) {
            const { data } = await move(api, visit, to);
            assert.equal(data.number_of_calls, calls);
            assert.equal(data.reservation.queue.number_of_calls, calls);
        }
        const before = await detail(visit);
        assertAnswer(await api.patch(`/api/queue/${visit.id}/${to}`), 422, tooManyCalls);
        assert.deepEqual(await detail(visit), before);
        // The known client then does this.
        const { data } = await move(api, visit, "noshow");
        assert.equal(data.reservation.queue.number_of_calls, 3);
    });

test("BothCallsCountTogetherAndWaitingForTheDoctorResetsTheCount", async () => {
    const visit = await register(api);
    await move(api, visit, "anamnesa");
    await move(api, visit, "anamnesa");
    assert.equal((await move(api, visit, "withdoctor")).data.number_of_calls, 3);
    assertAnswer(await api.patch(`/api/queue/${visit.id}/anamnesa`), 422, tooManyCalls);
    const { data } = await move(api, visit, "waitingdoctor");
    assert.equal(data.reservation.queue.number_of_calls, 0);
    assert.equal((await move(api, visit, "withdoctor")).data.number_of_calls, 1);
});

test("AnswersACallToTheNurseWhole", async () => {
    const visit = await register(api, { poly_id: 2 });
    assertAnswer(await api.patch(`/api/queue/${visit.id}/anamnesa`), 200, {
        status: "success",
        message: messages.anamnesa,
        ...webhook,
        data: {
            queue_number: visit.number,
            number_of_calls: 1,
            reservation: called(visit, "anamnesa", { number_of_calls: 1 }),
        },
    });
});

test("AnswersTheWayToTheDoctorWhole", async () => {
    const visit = await register(api);
    await move(api, visit, "anamnesa");
    assertAnswer(await api.patch(`/api/queue/${visit.id}/waitingdoctor`), 200, {
        status: "success",
        message: messages.waitingdoctor,
        data: { reservation: called(visit, "waitingdoctor", {}) },
    });
});

test("AnswersACallToTheDoctorWholeWithBothFormsOfTheTime", async () => {
    const visit = await register(api);
    const answer = await api.patch(`/api/queue/${visit.id}/withdoctor`);
    assertAnswer(answer, 200, {
        status: "success",
        message: messages.withdoctor,
        ...webhook,
        data: {
            queue_number: visit.number,
            number_of_calls: 1,
            call_time: any.instant,
            reservation: called(visit, "withdoctor", { number_of_calls: 1, call_time: any.time }),
        },
    });
    // The same moment: as an instant, and as wall time in Jakarta.
    const { call_time, reservation } = answer.body.data;
    const local = new Date(Date.parse(call_time) + 7 * 3600_000);
    assert.equal(reservation.queue.call_time, local.toISOString().slice(11, 19));
    assert.match(call_time, /\.(?!000000Z)\d{6}Z$/);
});

test("KeepsTheTimeOfTheFirstCallInTheRow", async () => {
    const visit = await register(api);
    const first = (await move(api, visit, "withdoctor")).data;
    const second = (await move(api, visit, "withdoctor")).data;
    assert.equal(second.reservation.queue.call_time, first.reservation.queue.call_time);
    assert.ok(second.call_time > first.call_time);
    const third = (await move(api, visit, "waitingdoctor")).data.reservation;
    assert.equal(third.queue.call_time, first.reservation.queue.call_time);
});

for (const to of ["done", "noshow", "cancelled"] as const)
    test(`AnswersTheEndBy ${to} WithItsOwnOrderOfRelations`, async () => {
        const visit = await register(api);
        assertAnswer(await api.patch(`/api/queue/${visit.id}/${to}`), 200, {
            status: "success",
            message: messages[to],
            data: {
                reservation: {
                    ...reservationRow(visit, statusAfter[to]),
                    patient: patientOf(visit),
                    queue: queueRow(visit),
                    status: statusRow(statusAfter[to]),
                },
            },
        });
    });

test("AnyStatusMayFollowAnyOther", async () => {
    const visit = await register(api);
    for (const from of moves)
        for (const to of moves) {
            await move(api, visit, from);
            await move(api, visit, to);
            const { status, queue } = await detail(visit);
            assert.equal(status.status_name, statusAfter[to], `${from} to ${to}`);
            // Resets the counter of calls, so that it does not stop the steps.
            if (queue.number_of_calls > 1) await move(api, visit, "waitingdoctor");
        }
});

test("ARepeatedMoveKeepsTheReservationsAge", async () => {
    const visit = await register(api);
    const first = (await move(api, visit, "done")).data.reservation;
    const again = (await move(api, visit, "done")).data.reservation;
    assert.equal(again.updated_at, first.updated_at);
});

test("TheOlderPathsMeanTheSame", async () => {
    for (const to of moves) {
        const visit = await register(api);
        const { status, body } = await api.patch(`/api/reservation/${visit.id}/${to}`);
        assert.equal(status, 200);
        assert.equal(body.message, messages[to]);
        assert.equal((await detail(visit)).status.status_name, statusAfter[to]);
        const missing = await api.patch(`/api/reservation/999999/${to}`);
        assertAnswer(missing, 404, notFound("Reservation"));
        assert.equal((await api.as().patch(`/api/reservation/1/${to}`)).status, 401);
    }
});

test("TakesABodyAndATrailingSlashAndAnOverriddenMethod", async () => {
    const visit = await register(api);
    assert.equal((await api.patch(`/api/queue/${visit.id}/noshow/`, { any: 1 })).status, 200);
    const overridden = await api.post(`/api/queue/${visit.id}/done?_method=PATCH`);
    assert.equal(overridden.body.message, messages.done);
});

test("ATrashedStatusStillServesButShowsAsNull", async () => {
    const visit = await register(api);
    const { body } = await api.get("/api/status", { search: "NO_SHOW" });
    const id = body.data[0].id;
    await api.delete(`/api/status/${id}`);
    const { reservation } = (await move(api, visit, "noshow")).data;
    await api.post(`/api/status/${id}/restore`);
    assert.deepEqual([reservation.status_id, reservation.status], [id, null]);
});
