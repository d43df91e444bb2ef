// Many logins at once do not keep others from logging in, or from other slow work.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { createConnection, type Socket } from "node:net";
import { Api } from "../support/Api.ts";
import { eventually } from "../support/Eventually.ts";
import { requestsEnded } from "../support/Metrics.ts";
import { signInAs } from "../support/Roles.ts";
import { startServer } from "../support/Server.ts";
import { newUser } from "../support/Users.ts";

// So that a password takes a quarter of a second, as in a clinic.
const flags = ["--demo", "--bcrypt-rounds", "11", "--login-throttle", "off"];
const server = await startServer({ flags: [...flags, "--trusted-proxies", "127.0.0.1"] });
after(() => server.close());
const api = new Api(server.baseUrl);
const superadmin = await signInAs(api, "superadmin");

interface Guess {
    socket: Socket;
    isChecked: boolean; // the server has compared the password
}

function sendGuess(address: string): Promise<Guess> {
    const body = JSON.stringify({ username: "nobody", password: "guess" });
    const head =
        `POST /api/auth/login HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: ${address}\r\n` +
        `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`;
    return new Promise((done) => {
        const socket = createConnection(server.port, "127.0.0.1", () =>
            socket.write(head + body, () => done(guess)),
        );
        const guess = { socket, isChecked: false };
        // The server may refuse some of so many connections.
        socket.on("error", () => done(guess));
        socket.on("data", (bytes) => (guess.isChecked = bytes.toString().includes(" 401 ")));
    });
}

function sendGuesses(count: number, address: string): Promise<Guess[]> {
    return Promise.all(Array.from({ length: count }, () => sendGuess(address)));
}

async function loginFrom(address: string): Promise<void> {
    const answer = await api.request({
        method: "post",
        url: "/api/auth/login",
        data: { username: "nandar", password: "admin123" },
        headers: { "X-Forwarded-For": address },
    });
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
}

test("LoginsOfClientsThatHaveHungUpAreNotWorkedOn", async () => {
    const guesses = await sendGuesses(999, "192.0.2.1");
    const wrong = async () => (await requestsEnded(server, "/api/auth/login"))["4xx"] ?? 0;
    const before = await wrong();
    for (const { socket } of guesses) socket.destroy();
    // It is the last of this address; but guesses that are still read may take its place in line.
    await eventually(() => loginFrom("192.0.2.1"));
    const worked = (await wrong()) - before;
    assert.ok(worked < 10, `${worked} guesses after their clients had left`);
});

test("ManyLoginsFromOneAddressDoNotDelayOthers", async () => {
    const flood = await sendGuesses(300, "192.0.2.2");
    try {
        await loginFrom("192.0.2.3");
        assert.equal((await superadmin.post("/api/users", newUser({}))).status, 201);
        const checked = flood.filter(({ isChecked }) => isChecked).length;
        assert.ok(checked < 15, `${checked} guesses came before`);
    } finally {
        for (const { socket } of flood) socket.destroy();
    }
});

test("AWholeClinicBehindOneAddressLogsInAtOnce", async () => {
    await Promise.all(Array.from({ length: 20 }, () => loginFrom("192.0.2.4")));
});
