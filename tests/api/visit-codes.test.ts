// A visit by the code of its link: what its patient sees and does without a login.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { move, plan, register, registration, type Row } from "../support/Clinic.ts";
import { today } from "../support/ClinicTime.ts";
import { startDemo } from "../support/Demo.ts";
import { engineUnderTest, isOnSeveral } from "../support/Engine.ts";
import { eventually } from "../support/Eventually.ts";
import { any, assertAnswer } from "../support/Json.ts";
import { signInAs } from "../support/Roles.ts";
import { runSql } from "../support/Rows.ts";
import { startServer } from "../support/Server.ts";

// Clients of the tests come through a proxy, so that each test has an address of its own.
const { server, api } = await startDemo("--trusted-proxies", "127.0.0.1");
const patient = new Api(server.baseUrl);
const date = today();
const day = (days: number) => {
    const moment = new Date(`${date}T00:00:00Z`);
    moment.setUTCDate(moment.getUTCDate() + days);
    return moment.toISOString().slice(0, 10);
};

interface Linked {
    id: number;
    number: number;
    link: string;
    code: string;
    form: Row;
}

async function book(changes: Row = {}): Promise<Linked> {
    const form = registration({ date, ...changes });
    const { status, body } = await api.post("/api/reservation", form);
    assert.equal(status, 201);
    const { reservation, queue, link } = body.data;
    return {
        id: reservation.id,
        number: queue.queue_number,
        link,
        code: link.slice("/a/".length),
        form,
    };
}

const path = (code: string, step = "") => `/api/visits/${code}${step}`;
const see = async (visit: Linked) => (await patient.get(path(visit.code))).body.data;
const missing = { status: "error", message: "Visit not found" };
const from = (address: string, url: string) =>
    patient.request({ method: "get", url, headers: { "X-Forwarded-For": address } });

// Each test has a poly of its own, so that the numbers are its own.
let polies = 100;
async function newPoly(letter: string | null = null): Promise<Row> {
    const name = `Poli Uji ${++polies}`;
    const { body } = await api.post("/api/poly", { name, room: "Ruang 3", letter });
    return body.data;
}

test("FindsNothingUnderACodeThatIsNone", async () => {
    const { code } = await book();
    const last = code.at(-1) ?? "";
    const others = "AQgw".split("").filter((letter) => letter !== last);
    const wrong = [
        "1",
        "0",
        "-1",
        "A".repeat(22),
        code.slice(1),
        `${code}A`,
        code.toLowerCase() === code ? code.toUpperCase() : code.toLowerCase(),
        code.slice(0, -1) + "!",
        code.slice(0, -1) + "B",  // bits that no code has
        ...others.map((letter) => code.slice(0, -1) + letter),
        encodeURIComponent("é".repeat(11)),
        "a".repeat(5_000),
    ];
    for (const [index, text] of wrong.entries())
        assertAnswer(await from(`198.51.100.${index}`, path(text)), 404, missing);
    for (const step of ["/check-in", "/cancel"])
        assertAnswer(await patient.post(path("A".repeat(22), step)), 404, missing);
});

test("ShowsThePatientTheVisitAndNothingPersonal", async () => {
    const poly = await newPoly("KK");
    const doctor_id = (await api.get("/api/users")).body.data.data?.[0]?.id ?? 7;
    const schedule_id = await plan(api, { doctor_id, date });
    const ahead = await book({ poly_id: poly.id });
    const visit = await book({ poly_id: poly.id, priority: "lansia" });
    const { status, body } = await patient.get(path(visit.code));
    assert.match(visit.code, /^[A-Za-z0-9_-]{22}$/);
    assertAnswer({ status, body }, 200, {
        status: "success",
        message: "Visit retrieved successfully",
        data: {
            clinic: {
                name: "Klinik",
                address: null,
                phone: null,
                logo_path: null,
                timezone: "Asia/Jakarta",
                is_demo: false,
            },
            now: any.instant,
            date,
            state: "waiting",
            queue_number: 2,
            display_number: "KK-002",
            poly: { id: poly.id, name: poly.name, room: "Ruang 3", letter: "KK" },
            doctor_name: any.value,
            session: any.value,
            status: "WAITING",
            number_of_calls: 0,
            people_ahead: 1,
            absent_ahead: null,
            now_serving: { nurse: null, doctor: null },
            estimate: null,
            checked_in_at: null,
            can_check_in: true,
            can_cancel: true,
            ends_at: any.instant,
        },
    });
    assert.ok(schedule_id > 0 && ahead.number === 1);
    const midnight = new Date(`${day(1)}T00:00:00+07:00`);
    assert.equal(new Date(body.data.ends_at).getTime(), midnight.getTime());
    const text = JSON.stringify(body);
    for (const secret of ["patient_name", "whatsapp_number", "no_bpjs", "email"])
        assert.ok(!text.includes(String(visit.form[secret])), secret);
});

test("CodesOfNeighboursHaveNothingInCommon", async () => {
    const codes: string[] = [];
    for (let count = 0; count < 20; ++count) codes.push((await book()).code);
    assert.equal(new Set(codes).size, codes.length);
    // Random letters agree at about 7 of 420 places.
    let same = 0;
    for (let index = 1; index < codes.length; ++index)
        for (let at = 0; at < 21; ++at)
            if (codes[index]?.[at] === codes[index - 1]?.[at]) ++same;
    assert.ok(same < 40, `${same} places`);
});

test("FollowsTheVisitThroughTheClinic", async () => {
    const poly = await newPoly();
    const first = await book({ poly_id: poly.id });
    const second = await book({ poly_id: poly.id });
    const third = await book({ poly_id: poly.id, priority: "balita" });
    const facts = async (visit: Linked) => {
        const { state, people_ahead, now_serving, can_cancel, status } = await see(visit);
        return [state, people_ahead, now_serving.nurse, now_serving.doctor, can_cancel, status];
    };
    const go = (visit: Linked, to: Parameters<typeof move>[2]) => move(api, visit as never, to);
    assert.deepEqual(await facts(third), ["waiting", 2, null, null, true, "WAITING"]);
    await go(first, "anamnesa");
    assert.deepEqual(await facts(first), ["called", null, "001", null, false, "ANAMNESA"]);
    assert.deepEqual(await facts(third), ["waiting", 1, "001", null, true, "WAITING"]);
    await runSql(
        server.store,
        `UPDATE last_moves SET moved_at_us = moved_at_us - 200000000
         WHERE reservation_id = ${first.id}`,
    );
    assert.equal((await see(first)).state, "with_nurse");
    await go(first, "anamnesa");
    assert.equal((await see(first)).state, "called", "a second call");
    await go(first, "waitingdoctor");
    const atDoctor = ["waiting_doctor", 0, null, null, false, "WAITING_DOCTOR"];
    assert.deepEqual(await facts(first), atDoctor);
    await go(second, "anamnesa");
    await go(second, "waitingdoctor");
    assert.deepEqual((await facts(second))[1], 1, "behind the first at the doctor");
    await go(first, "withdoctor");
    assert.deepEqual(await facts(first), ["called", null, null, "001", false, "WITH_DOCTOR"]);
    await go(first, "done");
    assert.deepEqual(await facts(first), ["done", null, null, null, false, "DONE"]);
    await go(second, "noshow");
    assert.deepEqual((await facts(second))[0], "no_show");
    assert.deepEqual((await facts(third))[1], 0);
});

test("SaysHowManyOfThoseAheadHaveNotComeWhereArrivalsAreWrittenDown", async () => {
    const poly = await newPoly();
    const here = await book({ poly_id: poly.id });
    const late = await book({ poly_id: poly.id });
    const visit = await book({ poly_id: poly.id });
    const facts = async () => {
        const { people_ahead, absent_ahead } = await see(visit);
        const ticket = (await api.get(`/api/reservation/${visit.id}/ticket`)).body.data;
        assert.equal(ticket.absent_ahead, absent_ahead);
        return [people_ahead, absent_ahead];
    };
    assert.deepEqual(await facts(), [2, null], "nobody of the poly has checked in");
    assert.equal((await api.post(`/api/queue/${here.id}/check-in`)).status, 200);
    assert.deepEqual(await facts(), [2, null], "one arrival says nothing about the others");
    await move(api, here as never, "anamnesa");
    assert.deepEqual(await facts(), [1, 1]);
    assert.equal((await patient.post(path(late.code, "/check-in"))).status, 200);
    assert.deepEqual(await facts(), [1, 0]);
    for (const each of [late, visit]) {
        await move(api, each as never, "anamnesa");
        await move(api, each as never, "waitingdoctor");
    }
    assert.deepEqual(await facts(), [1, 0], "who waits for the doctor has come");
    await move(api, visit as never, "cancelled");
    assert.deepEqual(await facts(), [null, null]);
});

test("AVisitThatMovesKeepsItsCode", async () => {
    const poly = await newPoly();
    const visit = await book();
    const form = { ...visit.form, poly_id: poly.id, date: day(1) };
    assert.equal((await api.put(`/api/reservation/${visit.id}`, form)).status, 200);
    const seen = await see(visit);
    assert.deepEqual(
        [seen.state, seen.date, seen.people_ahead, seen.can_check_in, seen.can_cancel],
        ["upcoming", day(1), null, false, true],
    );
    assert.equal(seen.poly.id, poly.id);
});

test("TheLinkEndsWithTheDayAndWithTheReservation", async () => {
    const old = await register(api, { date: day(1) });
    const { link } = (await api.get(`/api/reservation/${old.id}/ticket`)).body.data;
    const code = link.slice("/a/".length);
    assert.equal((await patient.get(path(code))).status, 200);
    const sql = (set: string) =>
        runSql(server.store, `UPDATE reservations SET ${set} WHERE id = ${old.id}`);
    await sql(`date = '${day(-1)}'`);
    assertAnswer(await patient.get(path(code)), 404, missing);
    assertAnswer(await patient.post(path(code, "/cancel")), 404, missing);
    await sql(`date = '${date}'`);
    assert.equal((await patient.get(path(code))).status, 200);
    await sql("deleted_at = '2026-01-01 00:00:00'");
    assertAnswer(await patient.get(path(code)), 404, missing);
    assertAnswer(await patient.post(path(code, "/check-in")), 404, missing);
});

test("APatientChecksInOnce", async () => {
    const visit = await book();
    const first = await patient.post(path(visit.code, "/check-in"));
    assert.equal(first.status, 200);
    assert.equal(first.body.message, "Checked in successfully");
    assert.deepEqual(
        [first.body.data.state, first.body.data.can_check_in],
        ["waiting", false],
    );
    const at = first.body.data.checked_in_at;
    assertAnswer({ status: 200, body: at }, 200, any.timestamp);
    const again = await patient.post(path(visit.code, "/check-in"));
    assert.deepEqual([again.status, again.body.data.checked_in_at], [200, at]);
    const entries = await runSql(
        server.store,
        `SELECT kind, user_id FROM events WHERE reservation_id = ${visit.id} ORDER BY seq`,
    );
    assert.deepEqual(entries[1], ["checked_in", null], "by no user");
    assert.equal(entries.length, 2);
    const staff = await api.get(`/api/reservation/${visit.id}`);
    assert.equal(staff.body.data.reservation.checked_in_at, at);
});

test("CheckInIsRefusedOnAnotherDayAndAfterTheEnd", async () => {
    const tomorrow = await book({ date: day(1) });
    const refused = await patient.post(path(tomorrow.code, "/check-in"));
    assert.equal(refused.status, 409);
    assert.equal(refused.body.message, "The patient cannot check in now");
    assert.equal(refused.body.data.state, "upcoming");
    const visit = await book();
    await move(api, visit as never, "done");
    assert.equal((await patient.post(path(visit.code, "/check-in"))).status, 409);
});

test("APatientCancelsUntilTheFirstCall", async () => {
    const visit = await book();
    const cancelled = await patient.post(path(visit.code, "/cancel"));
    assert.equal(cancelled.status, 200);
    assert.deepEqual(
        [cancelled.body.data.state, cancelled.body.data.can_cancel],
        ["cancelled", false],
    );
    assert.equal((await patient.post(path(visit.code, "/cancel"))).status, 200, "again");
    const { reservation } = (await api.get(`/api/reservation/${visit.id}`)).body.data;
    assert.deepEqual(
        [reservation.status.status_name, reservation.cancel_reason],
        ["CANCELLED", "Dibatalkan pasien"],
    );
    const called = await book();
    await move(api, called as never, "anamnesa");
    const late = await patient.post(path(called.code, "/cancel"));
    assert.deepEqual(
        [late.status, late.body.message, late.body.data.state],
        [409, "The visit cannot be cancelled any more", "called"],
    );
});

test("StaffMayTakeBackACancellationOfThePatient", async () => {
    const visit = await book();
    await patient.post(path(visit.code, "/cancel"));
    const reception = await signInAs(patient, "reception");
    assert.equal((await reception.post(`/api/queue/${visit.id}/undo`)).status, 403);
    assert.equal((await api.post(`/api/queue/${visit.id}/undo`)).status, 200);
    assert.equal((await see(visit)).state, "waiting");
});

const ownLimit = isOnSeveral && "each server counts for itself";
test("AThousandWrongCodesAreThrottledAndRightOnesNever", { skip: ownLimit }, async () => {
    const visit = await book();
    const guesses = Array.from({ length: 1_000 }, (_, index) =>
        `${index}`.padStart(21, "x") + "A",
    );
    const counts: Record<number, number> = {};
    for (const code of guesses) {
        const { status, headers } = await from("203.0.113.7", path(code));
        counts[status] = (counts[status] ?? 0) + 1;
        if (status === 429) assert.ok(Number(headers["retry-after"]) >= 1);
    }
    assert.deepEqual(counts, { 404: 30, 429: 970 });
    assert.equal((await from("203.0.113.7", path(visit.code))).status, 200);
    assert.equal((await from("203.0.113.8", path("A".repeat(22)))).status, 404, "another client");
});

test("NoCodeIsInTheLog", async () => {
    const visit = await book();
    await patient.get(path(visit.code));
    await patient.post(path(visit.code, "/check-in"));
    await eventually(async () => {
        assert.ok(server.log().includes("/api/visits/{code}/check-in"));
    });
    assert.ok(!server.log().includes(visit.code));
});

test("CodesSurviveARestartAndHoldInEveryProcess", async () => {
    const visit = await book();
    if (engineUnderTest() === "postgres") {
        const other = await startServer({ store: server.store });
        after(() => other.close());
        assert.equal((await new Api(other.baseUrl).get(path(visit.code))).status, 200);
    }
    await server.stop();
    await server.start();
    assert.equal((await new Api(server.baseUrl).get(path(visit.code))).status, 200);
});
