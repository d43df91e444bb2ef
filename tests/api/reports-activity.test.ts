// The report of what users did: row 102 of the contract, RE-8 and 4.3-32.
import { after, test } from "node:test";
import { Api } from "../support/Api.ts";
import { move, plan, register, wrapped } from "../support/Clinic.ts";
import { assertAnswer } from "../support/Json.ts";
import { assertReport } from "../support/Reports.ts";
import { signInAll } from "../support/Roles.ts";
import { runSql } from "../support/Rows.ts";
import { startServer } from "../support/Server.ts";

const server = await startServer({ flags: ["--demo"] });
after(() => server.close());
const as = await signInAll(new Api(server.baseUrl));
const api = as.head;

const today = () => new Intl.DateTimeFormat("sv", { timeZone: "Asia/Jakarta" }).format(new Date());
const row = (user: string, role: string, activity: string, reservation_id: number) => ({
    user,
    role,
    activity,
    date: today(),
    reservation_id,
});

// A day's work, in the order in which it was done.
const done: object[] = [];
const date = "2031-01-06";
const reception = (activity: string, id: number) =>
    done.push(row("Agus Setiawan", "Administrasi", activity, id));
const nurse = (activity: string, id: number) =>
    done.push(row("Rizky Kurniawan", "Perawat Anamnesa", activity, id));
const doctor = (activity: string, id: number) =>
    done.push(row("Andi Pratama", "Dokter", activity, id));

await plan(as.head, { date });  // not about a visit
const one = await register(as.reception, { date });
reception("Check-in", one.id);
const two = await register(as.reception, { date });
reception("Check-in", two.id);
for (const visit of [one, two]) {
    await move(as.nurse, visit, "anamnesa");
    nurse("Anamnesa", visit.id);
    await move(as.nurse, visit, "waitingdoctor");
    nurse("Waiting Doctor", visit.id);
}
for (const visit of [one, two]) {
    const expected_serving = visit === two ? one.number : null;  // no double click
    await as.doctor.patch("/api/queue/call-next", { poly_id: 1, date, expected_serving });
    if (visit === two) doctor("Done", one.id);
    doctor("With Doctor", visit.id);
}
await move(as.nurse, two, "noshow");
nurse("No Show", two.id);
await as.reception.put(`/api/reservation/${two.id}`, two.form);
reception("Update Reservation", two.id);
await move(as.reception, two, "cancelled");
reception("Cancelled", two.id);
done.reverse();

const by = (name: string) => done.filter((entry) => (entry as { user: string }).user === name);

test("RefusesFiltersThatMakeNoSense", async () => {
    assertAnswer(
        await api.get("/api/reports/user-activity?user_id=x&date_to=2026-13-01&poly_id=x"),
        422,
        wrapped({
            date_to: ["The date to field must be a valid date."],
            user_id: ["The user id field must be an integer."],
        }),
    );
});

test("ShowsTheLatestFirst", () => assertReport(api, "user-activity", "", done));

test("ShowsTheWorkOfOne", async () => {
    await assertReport(api, "user-activity", "user_id=7", by("Andi Pratama"));
    await assertReport(api, "user-activity", "user_id=15", by("Agus Setiawan"));
    await assertReport(api, "user-activity", "user_id=1", []);
    await assertReport(api, "user-activity", "user_id=99999", []);
});

test("DaysAreThoseOfTheClinic", async () => {
    const day = today();
    await assertReport(api, "user-activity", `date_from=${day}`, done);
    await assertReport(api, "user-activity", `date_to=${day}`, done);
    await assertReport(api, "user-activity", `date_from=${day}&date_to=${day}`, done);
    const before = new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
    await assertReport(api, "user-activity", `date_to=${before}`, []);
    const beyond = ["date_from=9999-12-31", "date_to=0001-01-01", "date_from=2300-01-01"];
    for (const query of beyond) await assertReport(api, "user-activity", query, []);
    await assertReport(api, "user-activity", "date_from=0001-01-01&date_to=9999-12-31", done);
});

test("SeveralRolesAreNamedAndAFormerUserToo", async () => {
    const users = "/api/users";
    const body = (roles: number[]) => ({
        name: "Citra",
        username: "citra.dewi",
        email: "citra.dewi@mail.com",
        password: "rahasia",
        password_confirmation: "rahasia",
        roles,
    });
    const made = await as.superadmin.post(users, body([6, 4]));
    const { id } = made.body.data;
    const citra = await api.signIn("citra.dewi", "rahasia");
    const visit = await register(citra, { date });
    const worked = (role: string) => [row("Citra", role, "Check-in", visit.id)];
    const query = `user_id=${id}`;
    await assertReport(api, "user-activity", query, worked("Perawat Anamnesa, Administrasi"));
    await as.superadmin.delete(`${users}/${id}`);
    await assertReport(api, "user-activity", query, worked("Perawat Anamnesa, Administrasi"));
    await runSql(server.store, `DELETE FROM role_user WHERE user_id = ${id}`);
    await assertReport(api, "user-activity", query, worked(""));
    await assertReport(api, "user-activity", "user_id=6", []);
});
