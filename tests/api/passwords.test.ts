// Stored passwords of every bcrypt form, and the throttling of failed logins (contract, 5).
import { test } from "node:test";
import assert from "node:assert/strict";
import { Api, type Answer } from "../support/Api.ts";
import { assertAnswer } from "../support/Json.ts";
import { processorTime_ms } from "../support/Processor.ts";
import { runSql } from "../support/Rows.ts";
import { type Server, startServer } from "../support/Server.ts";

async function onServer(
    options: Parameters<typeof startServer>[0],
    run: (server: Server, api: Api) => Promise<void>,
): Promise<void> {
    const server = await startServer(options);
    try {
        await run(server, new Api(server.baseUrl));
    } finally {
        await server.close();
    }
}

async function hashOf(server: Server, username: string): Promise<string> {
    const rows = await runSql(
        server.store,
        `SELECT password FROM users WHERE username = '${username}'`,
    );
    return String(rows[0]?.[0]);
}

function login(api: Api, username: string, password: string, address?: string): Promise<Answer> {
    return api.request({
        method: "post",
        url: "/api/auth/login",
        data: { username, password },
        headers: address === undefined ? {} : { "X-Forwarded-For": address },
    });
}

const demo = { flags: ["--demo"] };

test("TakesEveryFormOfBcryptAndRenewsOtherCosts", async () => {
    await onServer(demo, async (server) => {
        const made = await hashOf(server, "nandar");
        assert.match(made, /^\$2y\$04\$.{53}$/);
        for (const form of ["$2a$", "$2b$"])
            await runSql(
                server.store,
                `UPDATE users SET password = '${form + made.slice(4)}'
                 WHERE username = '${form === "$2a$" ? "andi.pratama" : "budi.santoso"}'`,
            );
        const api = new Api(server.baseUrl);
        for (const username of ["nandar", "andi.pratama", "budi.santoso"])
            assert.equal((await login(api, username, "admin123")).status, 200, username);
        // The cost equals the configured one, so the rows stay.
        assert.match(await hashOf(server, "andi.pratama"), /^\$2a\$04\$/);
        assert.equal(await hashOf(server, "nandar"), made);
    });
});

test("RenewsAHashOfAnotherCostAtTheNextLogin", async () => {
    await onServer({ flags: ["--demo", "--bcrypt-rounds", "5"] }, async (server, api) => {
        await runSql(
            server.store,
            `UPDATE users SET password = '$2a$04$abcdefghijklmnopqrstuu' ||
                 'XTsNbCiLHCHgI0I0hzTmjPdBGsSNdwS' WHERE username = 'nandar'`,
        );
        assert.equal((await login(api, "nandar", "admin123")).status, 401);
        assert.match(await hashOf(server, "nandar"), /^\$2a\$04\$/, "a failure renews nothing");
        assert.match(await hashOf(server, "andi.pratama"), /^\$2y\$05\$/);
        await server.stop();
        await onServer({ store: server.store }, async (_, cheaper) => {
            assert.equal((await login(cheaper, "andi.pratama", "admin123")).status, 200);
            assert.match(await hashOf(server, "andi.pratama"), /^\$2y\$04\$/);
            assert.equal((await login(cheaper, "andi.pratama", "admin123")).status, 200);
        });
    });
});

test("RefusesEveryLoginIfTheStoredTextIsNotAHash", async () => {
    await onServer(demo, async (server, api) => {
        for (const stored of ["", "admin123", "$2y$04$short", `$1$${"x".repeat(57)}`]) {
            await runSql(
                server.store,
                `UPDATE users SET password = '${stored}' WHERE username = 'nandar'`,
            );
            assert.equal((await login(api, "nandar", "admin123")).status, 401, stored);
        }
    });
});

test("ThrottlesALoginAfterFiveFailures", async () => {
    await onServer(demo, async (_, api) => {
        for (let attempt = 1; attempt <= 5; ++attempt)
            assert.equal((await login(api, "nandar", "wrong")).status, 401, `attempt ${attempt}`);
        for (const [username, password] of [
            ["nandar", "wrong"],
            ["nandar", "admin123"],
            ["NANDAR", "admin123"],
        ] as const) {
            const answer = await login(api, username, password);
            const seconds = Number(answer.headers["retry-after"]);
            assert.ok(seconds >= 1 && seconds <= 60, `Retry-After: ${seconds}`);
            assertAnswer(answer, 429, {
                status: "error",
                message: `Too many login attempts. Please try again in ${seconds} seconds.`,
            });
        }
        // Other users are not affected, whether they exist or not.
        assert.equal((await login(api, "andi.pratama", "admin123")).status, 200);
        assert.equal((await login(api, "nobody", "admin123")).status, 401);
    });
});

test("CountsAnUnknownUserLikeAnyOther", async () => {
    await onServer(demo, async (_, api) => {
        for (let attempt = 1; attempt <= 5; ++attempt)
            assert.equal((await login(api, "nobody", "admin123")).status, 401);
        assert.equal((await login(api, "nobody", "admin123")).status, 429);
    });
});

test("ForgetsFailuresAfterASuccess", async () => {
    await onServer(demo, async (_, api) => {
        for (let round = 1; round <= 3; ++round) {
            for (let attempt = 1; attempt <= 4; ++attempt)
                assert.equal((await login(api, "nandar", "wrong")).status, 401);
            assert.equal((await login(api, "nandar", "admin123")).status, 200);
        }
    });
});

test("InvalidBodiesAreNoFailedLogins", async () => {
    await onServer(demo, async (_, api) => {
        for (let attempt = 1; attempt <= 8; ++attempt)
            assert.equal((await login(api, "nandar", "")).status, 422);
        assert.equal((await login(api, "nandar", "admin123")).status, 200);
    });
});

test("CountsEachAddressByItself", async () => {
    const flags = ["--demo", "--trusted-proxies", "127.0.0.1"];
    await onServer({ flags }, async (_, api) => {
        for (let attempt = 1; attempt <= 5; ++attempt)
            assert.equal((await login(api, "nandar", "wrong", "192.0.2.1")).status, 401);
        assert.equal((await login(api, "nandar", "admin123", "192.0.2.1")).status, 429);
        assert.equal((await login(api, "nandar", "admin123", "192.0.2.2")).status, 200);
        assert.equal((await login(api, "nandar", "admin123", "192.0.2.1")).status, 429);
    });
});

test("CountsAllAddressesOfAnIpv6NetworkAsOne", async () => {
    const flags = ["--demo", "--trusted-proxies", "127.0.0.1"];
    await onServer({ flags }, async (_, api) => {
        for (let attempt = 1; attempt <= 5; ++attempt)
            assert.equal(
                (await login(api, "nandar", "wrong", `2001:db8::${attempt}`)).status,
                401,
            );
        assert.equal((await login(api, "nandar", "admin123", "2001:db8::abcd:1")).status, 429);
        assert.equal((await login(api, "nandar", "admin123", "2001:db8:0:1::1")).status, 200);
    });
});

test("CountsAllNamesOfAnAddressTogether", async () => {
    const flags = ["--demo", "--trusted-proxies", "127.0.0.1"];
    await onServer({ flags }, async (_, api) => {
        for (let attempt = 1; attempt <= 100; ++attempt)
            assert.equal(
                (await login(api, `nobody${attempt}`, "wrong", "192.0.2.1")).status,
                401,
                `attempt ${attempt}`,
            );
        assert.equal((await login(api, "nandar", "admin123", "192.0.2.1")).status, 429);
        assert.equal((await login(api, "nandar", "admin123", "192.0.2.2")).status, 200);
    });
});

test("AnAccountThatManyAddressesGuessAtIsOpenWhereItsUserWasBefore", async () => {
    const flags = ["--demo", "--trusted-proxies", "127.0.0.1"];
    await onServer({ flags }, async (_, api) => {
        const atHome = "2001:db8:1::1";
        assert.equal((await login(api, "nandar", "admin123", atHome)).status, 200);
        for (let address = 1; address <= 10; ++address)
            for (let attempt = 1; attempt <= 5; ++attempt)
                for (const username of ["nandar", "nobody"])
                    assert.equal(
                        (await login(api, username, "wrong", `192.0.2.${address}`)).status,
                        401,
                        `attempt ${attempt} of ${address}`,
                    );
        const refused = await login(api, "nandar", "admin123", "192.0.2.99");
        const seconds = Number(refused.headers["retry-after"]);
        assert.ok(seconds > 3_000 && seconds <= 3_600, `Retry-After: ${seconds}`);
        assertAnswer(refused, 429, {
            status: "error",
            message: `Too many login attempts. Please try again in ${seconds} seconds.`,
        });
        // Whether a name exists is not said.
        assert.equal((await login(api, "nobody", "admin123", "192.0.2.99")).status, 429);
        assert.equal((await login(api, "nandar", "admin123", atHome)).status, 200);
        assert.equal((await login(api, "nandar", "admin123", "2001:db8:1::2")).status, 200);
        assert.equal((await login(api, "andi.pratama", "admin123", "192.0.2.99")).status, 200);
    });
});

test("IgnoresAForwardedAddressFromAnUntrustedClient", async () => {
    await onServer(demo, async (_, api) => {
        for (let attempt = 1; attempt <= 5; ++attempt)
            await login(api, "nandar", "wrong", `192.0.2.${attempt}`);
        assert.equal((await login(api, "nandar", "admin123", "192.0.2.9")).status, 429);
    });
});

test("ThrottlesNoLoginWhenSwitchedOff", async () => {
    await onServer({ flags: ["--demo", "--login-throttle", "off"] }, async (_, api) => {
        for (let attempt = 1; attempt <= 8; ++attempt)
            assert.equal((await login(api, "nandar", "wrong")).status, 401);
        assert.equal((await login(api, "nandar", "admin123")).status, 200);
    });
});

test("TakesAsLongForAnUnknownUserAsForAWrongPassword", async () => {
    const flags = ["--demo", "--bcrypt-rounds", "10", "--login-throttle", "off"];
    await onServer({ flags }, async (server, api) => {
        const work_ms = async (username: string) => {
            const before = processorTime_ms(server.pid);
            for (let attempt = 1; attempt <= 5; ++attempt)
                assert.equal((await login(api, username, "wrong")).status, 401);
            return processorTime_ms(server.pid) - before;
        };
        const known = await work_ms("nandar");
        const unknown = await work_ms("nobody");
        // Without the comparison it would take a hundredth of the time.
        assert.ok(unknown > known / 4, `unknown ${unknown} ms, known ${known} ms`);
    });
});
