// Failed logins are counted by all servers of one database together.
import { test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { engineUnderTest } from "../support/Engine.ts";
import { eventually } from "../support/Eventually.ts";
import { startServer } from "../support/Server.ts";

const isShared = engineUnderTest() === "postgres";
const onlyPostgres = { skip: isShared ? false : "two servers need PostgreSQL" };

async function onTwoServers(run: (here: Api, there: Api) => Promise<void>) {
    const server = await startServer({ flags: ["--demo"] });
    try {
        const other = await startServer({ store: server.store });
        try {
            await run(new Api(server.baseUrl), new Api(other.baseUrl));
        } finally {
            await other.close();
        }
    } finally {
        await server.close();
    }
}

async function statusOf(api: Api, username: string, password = "wrong"): Promise<number> {
    return (await api.post("/api/auth/login", { username, password })).status;
}

test("GuessesAtOneServerCountAtTheOther", onlyPostgres, async () => {
    await onTwoServers(async (here, there) => {
        for (let attempt = 1; attempt <= 5; ++attempt)
            assert.equal(await statusOf(here, "nandar"), 401);
        let tries = 0;
        await eventually(async () => {
            ++tries;
            assert.equal(await statusOf(there, "nandar"), 429);
        });
        assert.ok(tries < 5, `${tries} tries would have been enough without the other server`);
        assert.equal(await statusOf(there, "nandar", "admin123"), 429, "also the right one");
        assert.equal(await statusOf(there, "andi.pratama", "admin123"), 200);
    });
});

test("ASuccessAtOneServerIsForgivenAtTheOther", onlyPostgres, async () => {
    const users = ["nandar", "andi.pratama", "agus.setiawan", "superadmin"];
    await onTwoServers(async (here, there) => {
        // A success that is faster than the notice of the failures forgives nothing, so there are
        // several tries.
        await eventually(async () => {
            const user = users.pop() ?? "";
            const statuses: number[] = [];
            for (let attempt = 1; attempt <= 4; ++attempt)
                statuses.push(await statusOf(here, user));
            statuses.push(await statusOf(there, user, "admin123"));
            assert.deepEqual(statuses, [401, 401, 401, 401, 200], user);
            assert.equal(await statusOf(here, user), 401);
            assert.equal(await statusOf(here, user), 401, "it would be the sixth failure");
        });
    });
});
