// GET /api/reservation/{id}/ticket: what the clinic prints for the patient.
import { test } from "node:test";
import assert from "node:assert/strict";
import { badIds, notFound, register, unauthenticated } from "../support/Clinic.ts";
import { today } from "../support/ClinicTime.ts";
import { startDemo } from "../support/Demo.ts";
import { any, assertAnswer } from "../support/Json.ts";

const { server, api } = await startDemo("--public-url", "https://klinik.example/");

test("AsksForAToken", async () => {
    assertAnswer(await api.as().get("/api/reservation/1/ticket"), 401, unauthenticated);
});

test("FindsNoTicketUnderABadId", async () => {
    for (const id of badIds)
        assertAnswer(await api.get(`/api/reservation/${id}/ticket`), 404, notFound("Reservation"));
});

test("HasTheNumberAndTheLinkAndNothingPersonal", async () => {
    const date = today();
    const { body: poly } = await api.post("/api/poly", { name: "Poli Karcis", room: "Ruang 9" });
    await register(api, { date, poly_id: poly.data.id });
    const visit = await register(api, { date, poly_id: poly.data.id, priority: "lansia" });
    const answer = await api.get(`/api/reservation/${visit.id}/ticket`);
    const { link } = answer.body.data;
    assertAnswer(answer, 200, {
        status: "success",
        message: "Ticket retrieved successfully",
        data: {
            clinic: { name: "Klinik", address: null, phone: null, logo_path: null,
                timezone: "Asia/Jakarta" },
            queue_number: 2,
            display_number: "002",
            poly: { id: poly.data.id, name: "Poli Karcis", room: "Ruang 9", letter: null },
            doctor_name: any.value,
            date,
            session: any.value,
            priority: "lansia",
            bpjs: true,
            people_ahead: 1,
            absent_ahead: null,
            estimate: null,
            link,
            url: `https://klinik.example${link}`,
            registered_at: any.timestamp,
            is_demo: false,
        },
    });
    assert.match(link, /^\/a\/[A-Za-z0-9_-]{22}$/);
    const text = JSON.stringify(answer.body);
    for (const secret of [visit.form.patient_name, visit.form.whatsapp_number])
        assert.ok(!text.includes(secret), secret);
});

test("ARegistrationAnswersWithTheSameLink", async () => {
    const form = { patient_name: "Siti", whatsapp_number: "081255500001", bpjs: false };
    const later = { ...form, poly_id: 1, date: "2029-01-01" };
    const { body } = await api.post("/api/reservation", later);
    const { id } = body.data.reservation;
    const ticket = (await api.get(`/api/reservation/${id}/ticket`)).body.data;
    assert.equal(ticket.link, body.data.link);
    assert.equal(ticket.people_ahead, null, "on another day");
});

test("MessagesHaveTheWholeLink", async () => {
    const visit = await register(api, { date: today() });
    const template = { template_name: "Tautan", message: "Pantau antrean: {{link}}" };
    const { id } = (await api.post("/api/message-templates", template)).body.data;
    const preview = (body: object) => api.post(`/api/message-templates/${id}/preview`, body);
    const { url } = (await api.get(`/api/reservation/${visit.id}/ticket`)).body.data;
    assert.equal(
        (await preview({ reservation_id: visit.id })).body.data.text,
        `Pantau antrean: ${url}`,
    );
    const example = (await preview({})).body.data.text;
    assert.match(example, /^Pantau antrean: https:\/\/klinik\.example\/a\/[\w-]{22}$/);
    const code = example.slice(-22);
    assert.equal((await api.as().get(`/api/visits/${code}`)).status, 404, "of no visit");
    assert.ok(server.baseUrl.startsWith("http://127.0.0.1"));
});
