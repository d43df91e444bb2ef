// Every route with every role, and changes of permissions by a Superadmin.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { Api, type Answer } from "../support/Api.ts";
import { engineUnderTest } from "../support/Engine.ts";
import { eventually } from "../support/Eventually.ts";
import { assertAnswer } from "../support/Json.ts";
import {
    isKiosk,
    isOpen,
    isScreen,
    readRoutes,
    rolesThatMay,
    type Route,
} from "../support/Permissions.ts";
import { roles, signInAll, signInAs, type Role } from "../support/Roles.ts";
import { runCommand, startServer } from "../support/Server.ts";
import { newUser } from "../support/Users.ts";

const server = await startServer({ flags: ["--demo"] });
after(() => server.close());
const api = new Api(server.baseUrl);
const as = await signInAll(api);

const unauthenticated = { status: "error", message: "Unauthenticated" };
const forbidden = { status: "error", message: "This action is unauthorized." };

const listing = await runCommand(["routes"]);
// The lab API and publishers use other credentials than our tokens (lab-tokens.test.ts). Screens
// need none (screens.test.ts).
const routes = readRoutes(listing.stdout).filter(
    (one) => !/^\/(one-api|apps)\//.test(one.path) && !isScreen(one),
);

// Without a body and with an id of no row, so that a permitted call changes nothing.
function call(caller: Api, route: Route): Promise<Answer> {
    const url = route.path.replace("{id}", "999999");
    return caller.request({ method: route.method, url });
}

// The call may fail for any reason except the caller's role.
function assertAllowed(answer: Answer, who: string): void {
    assert.ok(![401, 403, 405, 500, 503].includes(answer.status), `${who}: ${answer.status}`);
    assert.notEqual(answer.body.message, "This action is unauthorized.");
}

// Logging out ends the token, so it is tested with another one.
async function tokenFor(caller: Api, role: Role, route: Route): Promise<Api> {
    const ends = ["POST /api/auth/logout", "DELETE /api/auth/session"];
    return ends.includes(`${route.method} ${route.path}`) ? signInAs(caller, role) : caller;
}

test("TheServerListsItsRoutes", () => {
    assert.equal(listing.status, 0);
    assert.ok(routes.length >= 60, `${routes.length} routes`);
    const names = routes.map((route) => `${route.method} ${route.path}`);
    assert.equal(new Set(names).size, names.length);
    for (const name of ["POST /api/auth/login", "PUT /api/poly/{id}", "PATCH /api/queue/call-next"])
        assert.ok(names.includes(name), name);
});

for (const route of routes) {
    const name = `${route.method} ${route.path}`;
    if (isOpen(route)) continue;
    test(`${name} asks for a token`, async () => {
        assertAnswer(await call(api, route), 401, unauthenticated);
        assertAnswer(await call(api.as("1|forged"), route), 401, unauthenticated);
    });

    test(`${name} is for the roles of the table alone`, async () => {
        const allowed = rolesThatMay(route);
        for (const role of roles) {
            const answer = await call(await tokenFor(as[role], role, route), route);
            if (allowed.includes(role)) assertAllowed(answer, role);
            else assertAnswer(answer, 403, forbidden);
        }
    });
}

test("TheOpenRoutesNeedNoToken", async () => {
    assert.equal((await api.post("/api/auth/login", {})).status, 422);
    assert.equal((await api.get("/api/openapi.json")).status, 200);
    assert.equal((await api.get("/up")).status, 200);
    assert.equal((await api.get("/metrics")).status, 200);
});

test("ARoleWithoutPermissionsMayReadAndNothingElse", async () => {
    const role = await as.superadmin.post("/api/roles", { name: "Tamu" });
    const body = newUser({ roles: [role.body.data.id] });
    assert.equal((await as.superadmin.post("/api/users", body)).status, 201);
    const guest = await api.signIn(body.username, body.password);
    for (const route of routes.filter((one) => !one.path.startsWith("/api/auth/"))) {
        const reads = rolesThatMay(route).length === roles.length;
        const answer = await call(guest, route);
        if (reads) assertAllowed(answer, route.path);
        else assertAnswer(answer, 403, forbidden);
    }
});

test("SeveralRolesMayWhatAnyOfThemMay", async () => {
    const body = newUser({ roles: [3, 6] });
    assert.equal((await as.superadmin.post("/api/users", body)).status, 201);
    const both = await api.signIn(body.username, body.password);
    for (const route of routes.filter((one) => !one.path.startsWith("/api/auth/"))) {
        const allowed = rolesThatMay(route);
        const may = allowed.includes("doctor") || allowed.includes("reception");
        const answer = await call(both, route);
        if (may) assertAllowed(answer, route.path);
        else assertAnswer(answer, 403, forbidden);
    }
});

test("OpenAuthorizationLetsAnyTokenDoAnything", async () => {
    const open = await startServer({ flags: ["--demo", "--authorization", "open"] });
    try {
        const stranger = new Api(open.baseUrl);
        const nurse = await signInAs(stranger, "nurse");
        for (const route of routes.filter((one) => !isOpen(one) && !isKiosk(one))) {
            assertAnswer(await call(stranger, route), 401, unauthenticated);
            assertAllowed(await call(await tokenFor(nurse, "nurse", route), route), route.path);
        }
        // Including Superadmins, but one has to remain.
        const superadmin = newUser({ roles: [1] });
        assert.equal((await nurse.post("/api/users", superadmin)).status, 201);
        assert.equal((await nurse.delete("/api/users/1")).status, 200);
        const granted = { permissions: ["settings.write"] };
        assert.equal((await nurse.put("/api/roles/4/permissions", granted)).status, 200);
    } finally {
        await open.close();
    }
});

const everyPermission = [
    "users.write",
    "roles.write",
    "poly.write",
    "status.write",
    "schedule.write",
    "reservation.write",
    "patients.write",
    "queue.anamnesa",
    "queue.waitingdoctor",
    "queue.withdoctor",
    "queue.done",
    "queue.noshow",
    "queue.cancelled",
    "queue.call-next",
    "checkup.write",
    "settings.write",
    "tokens.create",
    "reports.read",
    "lab.write",
    "audit.read",
    "backups.write",
];

test("RefusesPermissionsThatItDoesNotKnow", async () => {
    const put = (body?: unknown) => as.superadmin.put("/api/roles/5/permissions", body);
    const invalid = (field: string, message: string) => ({
        status: "error",
        message,
        errors: { [field]: [message] },
    });
    const cases: [body: unknown, field: string, message: string][] = [
        [undefined, "permissions", "The permissions field must be present."],
        [{ permissions: null }, "permissions", "The permissions field must be an array."],
        [{ permissions: "users.write" }, "permissions", "The permissions field must be an array."],
        [{ permissions: [1] }, "permissions.0", "The selected permissions.0 is invalid."],
        [{ permissions: [null] }, "permissions.0", "The selected permissions.0 is invalid."],
        [{ permissions: { a: "fly" } }, "permissions.a", "The selected permissions.a is invalid."],
        [
            { permissions: ["users.write", "fly"] },
            "permissions.1",
            "The selected permissions.1 is invalid.",
        ],
        [{ permissions: ["anyone"] }, "permissions.0", "The selected permissions.0 is invalid."],
    ];
    for (const [body, field, message] of cases)
        assertAnswer(await put(body), 422, invalid(field, message));
    const missing = { status: "error", message: "Role not found" };
    const path = "/api/roles/99999/permissions";
    assertAnswer(await as.superadmin.get(path), 404, missing);
    assertAnswer(await as.superadmin.put(path, { permissions: [] }), 404, missing);
    assert.equal((await put({ permissions: { a: "queue.done" } })).status, 200);
    assert.equal(
        (await as.superadmin.put("/api/roles/1/permissions", { permissions: [] })).status,
        422,
        "a Superadmin may do everything, always",
    );
});

test("ShowsAndReplacesWhatARoleMayDo", async () => {
    const shown = (message: string, permissions: string[]) => ({
        status: "success",
        message,
        data: { role_id: 4, name: "Perawat Anamnesa", permissions, available: everyPermission },
    });
    const path = "/api/roles/4/permissions";
    assertAnswer(
        await as.doctor.get(path),
        200,
        shown("Role permissions retrieved successfully", [
            "queue.anamnesa",
            "queue.waitingdoctor",
            "queue.noshow",
            "checkup.write",
            "lab.write",
        ]),
    );
    const reversed = { permissions: ["queue.noshow", "users.write", "users.write"] };
    assertAnswer(
        await as.superadmin.put(path, reversed),
        200,
        shown("Role permissions updated successfully", ["users.write", "queue.noshow"]),
    );
    assert.equal(
        (await as.superadmin.get("/api/roles/1/permissions")).body.data.permissions.length,
        everyPermission.length,
    );
    await as.superadmin.put(path, { permissions: [] });
    assert.deepEqual((await as.superadmin.get(path)).body.data.permissions, []);
});

const schedulePath = "/api/schedule";

test("AChangeCountsAtOnce", async () => {
    const grant = (permissions: string[]) =>
        as.superadmin.put("/api/roles/3/permissions", { permissions });
    assert.equal((await as.doctor.post(schedulePath)).status, 403);
    await grant(["schedule.write"]);
    await eventually(async () =>
        assert.equal((await as.doctor.post(schedulePath)).status, 422),
    );
    await grant([]);
    await eventually(async () =>
        assert.equal((await as.doctor.post(schedulePath)).status, 403),
    );
});

test("AUserWhoseRolesChangeMayAtOnceWhatTheyMay", async () => {
    const body = newUser({ roles: [3] });
    const { id } = (await as.superadmin.post("/api/users", body)).body.data;
    const { password, password_confirmation: _, ...kept } = body;
    const become = (roles: number[]) =>
        as.superadmin.put(`/api/users/${id}`, { ...kept, roles });
    const user = await api.signIn(body.username, password);
    assert.equal((await user.post(schedulePath)).status, 403);
    await become([3, 6]);
    await eventually(async () => assert.equal((await user.post(schedulePath)).status, 422));
    await become([3, 6, 1]);
    await eventually(async () => assert.equal((await user.post("/api/roles")).status, 422));
    await become([4]);
    await eventually(async () => assert.equal((await user.post(schedulePath)).status, 401));
    const again = await api.signIn(body.username, password);
    assert.equal((await again.post(schedulePath)).status, 403);
});

async function countsOnAnotherServer(): Promise<void> {
    const other = await startServer({ store: server.store });
    try {
        const there = new Api(other.baseUrl);
        const assistant = there.as(as.assistant.token);
        assert.equal((await assistant.post(schedulePath)).status, 403);
        await as.superadmin.put("/api/roles/5/permissions", { permissions: ["schedule.write"] });
        await eventually(async () =>
            assert.equal((await assistant.post(schedulePath)).status, 422),
        );
        const leaving = await signInAs(there, "reception");
        const here = api.as(leaving.token);
        assert.equal((await here.get("/api/poly")).status, 200);
        await leaving.post("/api/auth/logout");
        await eventually(async () => assert.equal((await here.get("/api/poly")).status, 401));
        await there.as(as.superadmin.token).put("/api/poly/2", { name: "Poli Gigi dan Mulut" });
        await eventually(async () => {
            const doctor = (await api.as(as.superadmin.token).get("/api/users/8")).body.data;
            assert.equal(doctor.poly.name, "Poli Gigi dan Mulut");
        });
    } finally {
        await other.close();
    }
}
if (engineUnderTest() === "postgres")
    test("AChangeCountsOnEveryServerOfTheDatabase", countsOnAnotherServer);
