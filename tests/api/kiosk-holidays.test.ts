// What a kiosk shows on a holiday of the clinic or of a doctor, and what it refuses.
import { test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { plan, registration, type Row } from "../support/Clinic.ts";
import { today } from "../support/ClinicTime.ts";
import { startDemo } from "../support/Demo.ts";
import { assertAnswer } from "../support/Json.ts";

const { server, api } = await startDemo();
const date = today();

async function newKiosk(): Promise<Api> {
    const { setup_code } = (await api.post("/api/kiosks", { name: "Kios" })).body.data;
    const anyone = new Api(server.baseUrl);
    const answer = await anyone.post("/api/kiosk/activate", { code: setup_code });
    return anyone.as(/antrean_kiosk=([^;]+)/.exec(answer.headers["set-cookie"] ?? "")?.[1] ?? "");
}

async function newDoctor(name: string, poly_id: number): Promise<number> {
    const password = "rahasia-123";
    const answer = await api.post("/api/users", {
        ...{ name, username: `dr.${name}`, email: `${name}@mail.com`, roles: [3], poly_id },
        ...{ password, password_confirmation: password },
    });
    return answer.body.data.id;
}

async function close(of: Row): Promise<number> {
    return (await api.post("/api/holidays", { first_date: date, ...of })).body.data.id;
}

const closed = {
    status: "error",
    message: "No registrations on this day: Cuti",
};

test("OnAHolidayTheKioskSaysWhyAndRegistersNobody", async () => {
    const poly_id = (await api.post("/api/poly", { name: "Poli Libur" })).body.data.id;
    const [andi, citra] = [await newDoctor("andi", poly_id), await newDoctor("citra", poly_id)];
    const hours = { date, start_time: "00:00", end_time: "23:59" };
    const ofAndi = await plan(api, { doctor_id: andi, ...hours });
    const ofCitra = await plan(api, { doctor_id: citra, ...hours });
    const kiosk = await newKiosk();
    const shown = async () => {
        const { polies } = (await kiosk.get("/api/kiosk")).body.data;
        const { is_open, holiday, doctors } = polies.find(({ id }: Row) => id === poly_id);
        return [is_open, holiday, ...doctors.map((row: Row) => [row.is_open, row.holiday])];
    };
    const { patient_name, whatsapp_number } = registration();
    const person = { poly_id, bpjs: false, patient_name, whatsapp_number };
    const register = (schedule_id: number | null) =>
        kiosk.post("/api/kiosk/register", { ...person, schedule_id });

    const away = [await close({ doctor_id: andi, reason: "Cuti" })];
    assert.deepEqual(await shown(), [true, null, [false, "Cuti"], [true, null]]);
    assertAnswer(await register(ofAndi), 422, closed);

    away.push(await close({ doctor_id: citra, reason: "Seminar" }));
    assert.deepEqual(await shown(), [false, "Cuti", [false, "Cuti"], [false, "Seminar"]]);
    assertAnswer(await register(null), 422, closed);

    for (const id of away) await api.delete(`/api/holidays/${id}`);
    const ofClinic = await close({ reason: "Natal" });
    assert.deepEqual(await shown(), [false, "Natal", [false, "Natal"], [false, "Natal"]]);

    await api.delete(`/api/holidays/${ofClinic}`);
    assert.deepEqual(await shown(), [true, null, [true, null], [true, null]]);
    assert.equal((await register(ofCitra)).status, 201);
});
