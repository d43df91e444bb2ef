// Rows 4 to 10 of the contract's table: writing and showing users. Refusals: users-refused.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { eventually } from "../support/Eventually.ts";
import { any, assertAnswer, assertJson } from "../support/Json.ts";
import { signInAs } from "../support/Roles.ts";
import { startServer } from "../support/Server.ts";
import { newUser, shownUser } from "../support/Users.ts";

const server = await startServer({ flags: ["--demo"] });
after(() => server.close());
const superadmin = await signInAs(new Api(server.baseUrl), "superadmin");

const userKeys = [
    "id",
    "name",
    "email",
    "email_verified_at",
    "created_at",
    "updated_at",
    "poly_id",
    "username",
    "deleted_at",
];

async function create(changes: object = {}): Promise<any> {
    const answer = await superadmin.post("/api/users", newUser(changes));
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    return answer.body.data;
}

test("FindsAUserInEveryWritingOfTheName", async () => {
    const { id } = await create({ name: "NGUY\u1EC4N \u00C9lodie Nur\u2019aini" });
    for (const search of ["nguy\u1EC5n", "NGUYEN", "\u00E9lodie", "E\u0301LODIE", "nur'aini"]) {
        const { body } = await superadmin.get("/api/users", { search });
        assert.deepEqual(body.data.map((user: any) => user.id), [id], search);
    }
    await superadmin.delete(`/api/users/${id}`);
});

test("ListsTheDemoUsersOfTheContract", async () => {
    const answer = await superadmin.get("/api/users", { per_page: 100 });
    const rows = answer.body.data.map((user: any) => [
        user.id,
        user.name,
        user.username,
        user.email,
        user.poly_id,
        user.roles.map((role: { id: number }) => role.id),
    ]);
    const demo = [
        [1, "Super Admin", "superadmin", "superadmin@mail.com", 1, [1]],
        [6, "Nandar Sudjono", "nandar", "nandar@mail.com", null, [2]],
        [7, "Andi Pratama", "andi.pratama", "andi.pratama@gmail.com", 1, [3]],
        [8, "Budi Santoso", "budi.santoso", "budi.santoso@gmail.com", 2, [3]],
        [9, "Citra Lestari", "citra.lestari", "citra.lestari@gmail.com", 1, [3]],
        [10, "Dewi Anggraini", "dewi.anggraini", "dewi.anggraini@gmail.com", 2, [3]],
        [11, "Rizky Kurniawan", "rizky.kurniawan", "rizky.kurniawan@gmail.com", null, [4]],
        [12, "Siti Aisyah", "siti.aisyah", "siti.aisyah@gmail.com", null, [4]],
        [13, "Fajar Nugroho", "fajar.nugroho", "fajar.nugroho@gmail.com", null, [5]],
        [14, "Nabila Putri", "nabila.putri", "nabila.putri@gmail.com", null, [5]],
        [15, "Agus Setiawan", "agus.setiawan", "agus.setiawan@gmail.com", null, [6]],
        [16, "Dina Maharani", "dina.maharani", "dina.maharani@gmail.com", null, [6]],
    ];
    assert.deepEqual(rows, demo);
    assertJson(answer.body, {
        status: "success",
        data: any.list,
        meta: { current_page: 1, last_page: 1, per_page: 100, total: 12 },
    });
});

test("ListsUsersByPage", async () => {
    const list = async (params: object) => {
        const answer = await superadmin.get("/api/users", { search: "gmail", ...params });
        assert.equal(answer.status, 200);
        return { ids: answer.body.data.map((user: any) => user.id), meta: answer.body.meta };
    };
    const meta = (current_page: number, last_page: number, per_page: number) => ({
        current_page,
        last_page,
        per_page,
        total: 10,
    });
    assert.deepEqual((await list({})).meta, meta(1, 1, 10));
    assert.deepEqual(await list({ per_page: 4, page: 3 }), { ids: [15, 16], meta: meta(3, 3, 4) });
    assert.deepEqual(await list({ per_page: 4, page: 9 }), { ids: [], meta: meta(9, 3, 4) });
    assert.deepEqual((await list({ per_page: 1000 })).meta, meta(1, 1, 100));
    assert.deepEqual((await list({ per_page: 0 })).meta, meta(1, 10, 1));
    for (const odd of ["", "x", "-1", "0", "1.5", "99999999999999999999"])
        assert.equal((await list({ page: odd })).meta.current_page, 1, odd);
});

test("FindsUsersByNameUsernameAndEmail", async () => {
    const { id } = await create({ name: "Zoë_100%", username: "z.o.e", email: "Zoe@Clinic.id" });
    const found = async (search: string) =>
        (await superadmin.get("/api/users", { search })).body.data.map((user: any) => user.id);
    for (const search of ["zoë", "ZOË", "_100%", "z.o.e", "@clinic.ID", " Zoe@ "])
        assert.deepEqual(await found(search), [id], search);
    assert.deepEqual(await found("z_o"), []);
    assert.deepEqual(await found("no such user"), []);
    assert.equal((await superadmin.get("/api/users", { search: "x" })).body.meta.total, 0);
});

test("ShowsAUserWithRolesAndPoly", async () => {
    assertAnswer(await superadmin.get("/api/users/7"), 200, {
        status: "success",
        data: shownUser({
            id: 7,
            name: "Andi Pratama",
            username: "andi.pratama",
            email: "andi.pratama@gmail.com",
            roles: [[3, "Dokter"]],
            poly: [1, "Poli Umum"],
        }),
    });
});

test("CreatesAUserInTheOrderOfTheContract", async () => {
    const body = newUser({ roles: [3, 5], poly_id: 1 });
    const answer = await superadmin.post("/api/users", { ...body, id: 3, is_admin: true });
    const user = { ...body, id: answer.body.data.id };
    const whole = shownUser({
        ...user,
        roles: [
            [3, "Dokter"],
            [5, "Perawat Asisten"],
        ],
        poly: [1, "Poli Umum"],
    });
    assertAnswer(answer, 201, {
        status: "success",
        message: "User created successfully",
        data: {
            name: body.name,
            username: body.username,
            email: body.email,
            poly_id: 1,
            updated_at: any.timestamp,
            created_at: any.timestamp,
            id: any.id,
            roles: whole.roles,
            poly: whole.poly,
        },
    });
    assertAnswer(await superadmin.get(`/api/users/${user.id}`), 200, {
        status: "success",
        data: whole,
    });
    await superadmin.signIn(body.username, body.password);
});

test("CreatesAUserOfNoPoly", async () => {
    for (const changes of [{}, { poly_id: null }, { poly_id: "" }]) {
        const user = await create(changes);
        assert.deepEqual([user.poly_id, user.poly], [null, null]);
    }
});

test("TakesNumbersAsTextAndRepeatedRolesOnce", async () => {
    const user = await create({ roles: ["3", 3, 3.0], poly_id: "2" });
    assert.equal(user.poly_id, 2);
    assert.deepEqual(
        user.roles.map((role: { id: number }) => role.id),
        [3],
    );
});

test("TakesAForm", async () => {
    const { roles: _, ...body } = newUser({});
    const form = new URLSearchParams({ ...body, "roles[]": "3", poly_id: "2" });
    form.append("roles[]", "4");
    const answer = await superadmin.post("/api/users", form);
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    assert.equal(answer.body.data.roles.length, 2);
});

test("TrimsTextsButNotPasswords", async () => {
    const { username } = newUser({});
    const password = "  six  ";
    const user = await create({
        username: ` ${username}\t`,
        name: "\u00a0Budi\u200b",
        password,
        password_confirmation: password,
    });
    assert.deepEqual([user.username, user.name], [username, "Budi"]);
    await superadmin.signIn(username, password);
    const trimmed = { username, password: password.trim() };
    assert.equal((await superadmin.post("/api/auth/login", trimmed)).status, 401);
});

test("UpdateShowsWhatWasAskedFor", async () => {
    const { id } = await create({ roles: [3, 5], poly_id: 1 });
    const body = newUser({ roles: [4, 5], poly_id: 2 });
    const answer = await superadmin.put(`/api/users/${id}`, body);
    assertAnswer(answer, 200, {
        status: "success",
        message: "User updated successfully",
        data: shownUser({
            ...body,
            id,
            roles: [
                [4, "Perawat Anamnesa"],
                [5, "Perawat Asisten"],
            ],
            poly: [2, "Poli Gigi"],
        }),
    });
    assert.deepEqual((await superadmin.get(`/api/users/${id}`)).body.data, answer.body.data);
    await superadmin.signIn(body.username, body.password);
});

test("UpdateKeepsThePolyUnlessItIsSent", async () => {
    const { id, ...user } = await create({ poly_id: 2 });
    const body = { name: user.name, username: user.username, email: user.email, roles: [3] };
    const put = async (values: object) =>
        (await superadmin.put(`/api/users/${id}`, { ...body, ...values })).body.data.poly_id;
    assert.equal(await put({}), 2);
    assert.equal(await put({ poly_id: 1 }), 1);
    assert.equal(await put({ poly_id: null }), null);
    assert.equal(await put({ poly_id: 2 }), 2);
    assert.equal(await put({ poly_id: " " }), null);
});

test("UpdateKeepsThePasswordUnlessItIsSent", async () => {
    const body = newUser({});
    const { id } = await create(body);
    const { password, password_confirmation: _, ...rest } = body;
    for (const empty of [
        {},
        { password: null, password_confirmation: null },
        { password: "", password_confirmation: "" },
        { password: "        " },
    ]) {
        const answer = await superadmin.put(`/api/users/${id}`, { ...rest, ...empty });
        assert.equal(answer.status, 200, JSON.stringify(answer.body));
        await superadmin.signIn(body.username, password);
    }
    const changed = { password: "another one", password_confirmation: "another one" };
    assert.equal((await superadmin.put(`/api/users/${id}`, { ...rest, ...changed })).status, 200);
    await superadmin.signIn(body.username, "another one");
    const old = { username: body.username, password };
    assert.equal((await superadmin.post("/api/auth/login", old)).status, 401);
});

test("UpdateKeepsTheInstantsOfWhatStays", async () => {
    const body = newUser({ roles: [3, 4] });
    const { id } = await create(body);
    const detail = async () => (await superadmin.get(`/api/users/${id}`)).body.data;
    const before = await detail();
    await eventually(() => assert.ok(Date.now() > Date.parse(before.updated_at) + 1000));
    const { password: _, password_confirmation: __, ...rest } = body;
    const same = await superadmin.put(`/api/users/${id}`, rest);
    assertJson(same.body.data, before);
    const other = await superadmin.put(`/api/users/${id}`, { ...rest, roles: [4, 5] });
    const [kept, given] = other.body.data.roles;
    assertJson(kept, before.roles[1]);
    assert.ok(given.pivot.created_at > before.roles[0].pivot.created_at);
    const renamed = await superadmin.put(`/api/users/${id}`, { ...rest, name: "Other" });
    assert.ok(renamed.body.data.updated_at > before.updated_at);
    assert.equal(renamed.body.data.created_at, before.created_at);
});

test("UsersGoToTheTrashAndComeBack", async () => {
    const body = newUser({ roles: [3], poly_id: 1 });
    const { id } = await create(body);
    const user = { ...body, id, roles: [[3, "Dokter"]] as [number, string][] };
    const poly: [number, string] = [1, "Poli Umum"];
    assertAnswer(await superadmin.delete(`/api/users/${id}`), 200, {
        status: "success",
        message: "User deleted successfully",
    });
    assert.equal((await superadmin.get(`/api/users/${id}`)).status, 404);
    const trashed = await superadmin.get("/api/users/trashed", { search: body.username });
    assertAnswer(trashed, 200, {
        status: "success",
        data: [{ ...shownUser({ ...user, poly }), deleted_at: any.timestamp }],
        meta: { current_page: 1, last_page: 1, per_page: 10, total: 1 },
    });
    const [row] = trashed.body.data;
    assert.equal(row.updated_at, row.deleted_at);
    const active = await superadmin.get("/api/users", { search: body.username });
    assert.deepEqual(active.body.data, []);
    assertAnswer(await superadmin.post(`/api/users/${id}/restore`), 200, {
        status: "success",
        message: "User restored successfully",
        data: shownUser({ ...user, poly }),
    });
    await superadmin.signIn(body.username, body.password);
});

test("SchedulesShowATrashedDoctorAsNull", async () => {
    const { id } = await create({ roles: [3] });
    const body = { doctor_id: id, date: "2030-01-05", start_time: "09:00", end_time: "10:00" };
    const schedule = (await superadmin.post("/api/schedule", body)).body.data.id;
    const doctor = async () =>
        (await superadmin.get(`/api/schedule/${schedule}`)).body.data.doctor;
    assert.equal((await doctor()).id, id);
    assert.deepEqual(Object.keys(await doctor()), userKeys);
    await superadmin.delete(`/api/users/${id}`);
    assert.equal(await doctor(), null);
});
