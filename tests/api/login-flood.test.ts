// Many logins at once do not keep others from logging in, or from other slow work.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { createConnection, type Socket } from "node:net";
import { Api } from "../support/Api.ts";
import { signInAs } from "../support/Roles.ts";
import { startServer } from "../support/Server.ts";
import { newUser } from "../support/Users.ts";

// So that a password takes a quarter of a second, as in a clinic.
const flags = ["--demo", "--bcrypt-rounds", "11", "--login-throttle", "off"];
const server = await startServer({ flags: [...flags, "--trusted-proxies", "127.0.0.1"] });
after(() => server.close());
const api = new Api(server.baseUrl);
const superadmin = await signInAs(api, "superadmin");

const patienceMs = 15_000;

function sendLogin(address: string): Promise<Socket> {
    const body = JSON.stringify({ username: "nobody", password: "guess" });
    const head =
        `POST /api/auth/login HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: ${address}\r\n` +
        `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`;
    return new Promise((done) => {
        const socket = createConnection(server.port, "127.0.0.1", () =>
            socket.write(head + body, () => done(socket)),
        );
        // The server may refuse some of so many connections.
        socket.on("error", () => done(socket));
        socket.resume();
    });
}

function sendLogins(count: number, address: string): Promise<Socket[]> {
    return Promise.all(Array.from({ length: count }, () => sendLogin(address)));
}

async function loginFrom(address: string): Promise<number> {
    const began = performance.now();
    const answer = await api.request({
        method: "post",
        url: "/api/auth/login",
        data: { username: "nandar", password: "admin123" },
        headers: { "X-Forwarded-For": address },
    });
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    return performance.now() - began;
}

test("LoginsOfClientsThatHaveHungUpAreNotWorkedOn", async () => {
    for (const socket of await sendLogins(999, "192.0.2.1")) socket.destroy();
    const took = await loginFrom("192.0.2.1");
    assert.ok(took < patienceMs, `${took} ms`);
});

test("ManyLoginsFromOneAddressDoNotDelayOthers", async () => {
    const flood = await sendLogins(300, "192.0.2.2");
    try {
        const took = await loginFrom("192.0.2.3");
        assert.ok(took < patienceMs / 3, `a login took ${took} ms`);
        const began = performance.now();
        assert.equal((await superadmin.post("/api/users", newUser({}))).status, 201);
        const other = performance.now() - began;
        assert.ok(other < patienceMs / 3, `another password took ${other} ms`);
    } finally {
        for (const socket of flood) socket.destroy();
    }
});

test("AWholeClinicBehindOneAddressLogsInAtOnce", async () => {
    const logins = Array.from({ length: 20 }, () => loginFrom("192.0.2.4"));
    assert.equal((await Promise.all(logins)).length, 20);
});
