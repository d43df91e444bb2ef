// What the log says of logins and refusals: who, from where, and never what was typed.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { Api, type Answer } from "../support/Api.ts";
import { eventually } from "../support/Eventually.ts";
import { signInAs, users } from "../support/Roles.ts";
import { startServer } from "../support/Server.ts";

const server = await startServer({ flags: ["--demo", "--trusted-proxies", "127.0.0.1"] });
after(() => server.close());
const api = new Api(server.baseUrl);

function from(address: string, method: string, url: string, data?: unknown): Promise<Answer> {
    return api.request({ method, url, data, headers: { "X-Forwarded-For": address } });
}

function login(address: string, username: string, password: string): Promise<Answer> {
    return from(address, "post", "/api/auth/login", { username, password });
}

const logged = (line: RegExp) => eventually(() => assert.match(server.log(), line));

test("ARefusedLoginNamesTheUserAndTheAddress", async () => {
    assert.equal((await login("192.0.2.1", "nandar", "kata-sandi-salah")).status, 401);
    await logged(
        /warning login refused: wrong password of user 6, from 192\.0\.2\.1, request \w{16}\n/,
    );
    await logged(/POST \/api\/auth\/login 401 \d+us user 0 from 192\.0\.2\.1\n/);
});

test("AnUnknownNameIsNotWrittenDown", async () => {
    assert.equal((await login("192.0.2.2", "nama-yang-tidak-ada", "x")).status, 401);
    await logged(/warning login refused: unknown user name, from 192\.0\.2\.2, request /);
    assert.doesNotMatch(server.log(), /nama-yang-tidak-ada|kata-sandi-salah/);
});

test("ALoginNamesTheUserAndTheAddressAndNotTheToken", async () => {
    const answer = await login("192.0.2.3", users.doctor.username, users.doctor.password);
    assert.equal(answer.status, 200);
    await logged(/info login of user 7 from 192\.0\.2\.3, request [0-9a-f]{16}\n/);
    const secret = String(answer.body.token).split("|")[1] as string;
    assert.equal(server.log().includes(secret), false);
});

test("AWrongPasswordAtItsChangeIsWrittenDown", async () => {
    const nurse = await signInAs(api, "nurse");
    const answer = await nurse.put("/api/auth/password", {
        current_password: "lama-yang-salah",
        password: "kata-sandi-baru",
        password_confirmation: "kata-sandi-baru",
    });
    assert.equal(answer.status, 422);
    await logged(/change of the password refused: wrong password of user 11, from 127\.0\.0\.1, /);
    assert.doesNotMatch(server.log(), /lama-yang-salah|kata-sandi-baru/);
});

test("ARefusedRequestHasItsAddressAndAnAcceptedOneHasNone", async () => {
    assert.equal((await from("192.0.2.4", "get", "/api/patients")).status, 401);
    await logged(/GET \/api\/patients 401 \d+us user 0 from 192\.0\.2\.4\n/);
    const doctor = await signInAs(api, "doctor");
    const poly = { name: "Poli Saraf" };
    assert.equal((await doctor.post("/api/poly", poly)).status, 403);
    await logged(/POST \/api\/poly 403 \d+us user 7 from 127\.0\.0\.1\n/);
    assert.equal((await from("192.0.2.5", "get", "/api/clinic")).status, 200);
    await logged(/GET \/api\/clinic 200 \d+us user 0\n/);
});

test("AThrottledLoginHasItsAddress", async () => {
    for (let attempt = 1; attempt <= 5; ++attempt)
        assert.equal((await login("192.0.2.6", "nandar", "salah")).status, 401);
    assert.equal((await login("192.0.2.6", "nandar", "salah")).status, 429);
    await logged(/POST \/api\/auth\/login 429 \d+us user 0 from 192\.0\.2\.6\n/);
});
