// The preview of a template: for the patient of a reservation, or as an example.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { move, register, unauthenticated, wrapped } from "../support/Clinic.ts";
import { inWords, today } from "../support/ClinicTime.ts";
import { assertAnswer } from "../support/Json.ts";
import { signInAs } from "../support/Roles.ts";
import { startServer } from "../support/Server.ts";

const server = await startServer();
after(() => server.close());
const api = await signInAs(new Api(server.baseUrl), "superadmin");

const everything =
    "{{patient_name}}|{{queue_number}}|{{poly}}|{{doctor}}|{{date}}|{{time}}|{{people_ahead}}|" +
    "{{estimated_minutes}}";

async function template(message: string): Promise<string> {
    const body = { template_name: "Uji", message };
    const answer = await api.post("/api/message-templates", body);
    return `/api/message-templates/${answer.body.data.id}/preview`;
}

const rendered = (text: string, unknown_variables: string[] = []) => ({
    status: "success",
    message: "Message template rendered successfully",
    data: { text, unknown_variables },
});

test("RefusesMissingTokensAndUnknownRows", async () => {
    const path = await template("Halo");
    assertAnswer(await api.as().post(path), 401, unauthenticated);
    assertAnswer(await api.post("/api/message-templates/999999/preview"), 404, {
        status: "error",
        message: "Message template not found",
    });
    const unknown = wrapped({ reservation_id: ["The selected reservation id is invalid."] });
    assertAnswer(await api.post(path, { reservation_id: 999999 }), 422, unknown);
    const noNumber = wrapped({ reservation_id: ["The reservation id field must be an integer."] });
    assertAnswer(await api.post(path, { reservation_id: "abc" }), 422, noNumber);
});

test("ShowsAnExampleWithoutAReservation", async () => {
    const day = inWords(new Date());
    const text = `Budi Santoso|12|Poli Umum|dr. Siti Rahma|${day}|08.00|3|30`;
    assertAnswer(await api.post(await template(everything)), 200, rendered(text));
});

test("NamesUnknownVariables", async () => {
    const path = await template("{{nama}} {{ patient_name }} {{nama}}{{kamar}}{{}}");
    assertAnswer(await api.post(path), 200, rendered(" Budi Santoso {{}}", ["nama", "kamar"]));
});

test("ShowsWhatAPatientWouldRead", async () => {
    const path = await template(everything);
    const first = await register(api, { date: today() });
    const second = await register(api, { date: today() });
    const name = (visit: typeof first) => visit.form.patient_name;
    const day = inWords(new Date());
    assertAnswer(
        await api.post(path, { reservation_id: second.id }),
        200,
        rendered(`${name(second)}|${second.number}|Poli Umum||${day}|08.00|1|10`),
    );
    // A called patient has no patients ahead.
    await move(api, first, "anamnesa");
    assertAnswer(
        await api.post(path, { reservation_id: first.id }),
        200,
        rendered(`${name(first)}|${first.number}|Poli Umum||${day}|08.00||`),
    );
});

const draft = "/api/message-templates/preview";

test("RefusesADraftWithoutATextOrWithOneThatIsTooLong", async () => {
    assertAnswer(await api.as().post(draft), 401, unauthenticated);
    const missing = wrapped({ message: ["The message field is required."] });
    assertAnswer(await api.post(draft, { message: "" }), 422, missing);
    const long = wrapped({
        message: ["The message field must not be greater than 20000 characters."],
    });
    assertAnswer(await api.post(draft, { message: "x".repeat(20_001) }), 422, long);
    const unknown = wrapped({ reservation_id: ["The selected reservation id is invalid."] });
    assertAnswer(await api.post(draft, { message: "Halo", reservation_id: 999999 }), 422, unknown);
});

test("ShowsADraftAsTheSavedTemplateWouldBe", async () => {
    const visit = await register(api, { date: today() });
    for (const body of [{}, { reservation_id: visit.id }]) {
        const saved = await api.post(await template(everything), body);
        assertAnswer(await api.post(draft, { message: everything, ...body }), 200, saved.body);
    }
    assertAnswer(
        await api.post(draft, { message: "{{nama}}Halo" }),
        200,
        rendered("Halo", ["nama"]),
    );
});

test("SavesNothingOfADraft", async () => {
    const count = async () => (await api.get("/api/message-templates")).body.data.total;
    const before = await count();
    await api.post(draft, { message: "Halo" });
    assert.equal(await count(), before);
});
