// The program starts, answers, has its users, and stops.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { any, assertAnswer } from "../support/Json.ts";
import { startServer } from "../support/Server.ts";

const server = await startServer({ flags: ["--demo"] });
after(() => server.close());
const api = new Api(server.baseUrl);

test("RefusesACallWithoutAToken", async () => {
    assertAnswer(await api.get("/api/users"), 401, {
        status: "error",
        message: "Unauthenticated",
    });
});

test("RefusesAnUnknownToken", async () => {
    const forged = api.as(`1|${"x".repeat(48)}`);
    assert.equal((await forged.get("/api/users")).status, 401);
});

test("RefusesAWrongPassword", async () => {
    const login = { username: "superadmin", password: "wrong" };
    assertAnswer(await api.post("/api/auth/login", login), 401, {
        status: "error",
        message: "Incorrect username or password",
    });
});

test("SignsInADemoUser", async () => {
    const login = { username: "andi.pratama", password: "admin123" };
    assertAnswer(await api.post("/api/auth/login", login), 200, {
        status: "success",
        message: "Login success",
        token: any.token,
        type: "Bearer",
        user: {
            id: 7,
            name: "Andi Pratama",
            username: "andi.pratama",
            email: "andi.pratama@gmail.com",
            poly_id: 1,
            poly: { id: 1, name: "Poli Umum" },
            roles: [{ id: 3, name: "Dokter" }],
        },
    });
});

test("SaysThatItIsUp", async () => {
    assert.equal((await api.get("/up")).status, 200);
});

test("StopsWithStatusZero", async () => {
    await server.stop();
    await assert.rejects(api.get("/up"));
});
