// When tokens end: with the password, a role or the account of their user, or because they are not
// used.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { assertAnswer } from "../support/Json.ts";
import { signInAs } from "../support/Roles.ts";
import { runSql } from "../support/Rows.ts";
import { startServer } from "../support/Server.ts";
import { plantToken } from "../support/Tokens.ts";
import { newUser } from "../support/Users.ts";

const server = await startServer({ flags: ["--demo", "--session-days", "2"] });
after(() => server.close());
const api = new Api(server.baseUrl);
const superadmin = await signInAs(api, "superadmin");

const unauthenticated = { status: "error", message: "Unauthenticated" };

// A user with two logins and a permanent token.
async function signedIn(): Promise<{ id: number; body: any; tokens: Api[] }> {
    const body = newUser({ roles: [1, 2] });
    const { id } = (await superadmin.post("/api/users", body)).body.data;
    const first = await api.signIn(body.username, body.password);
    const second = await api.signIn(body.username, body.password);
    const permanent = api.as((await first.post("/api/auth/permanent-token")).body.data.token);
    const tokens = [first, second, permanent];
    for (const token of tokens) assert.equal((await token.get("/api/poly")).status, 200);
    return { id, body, tokens };
}

async function assertEnded(tokens: Api[]): Promise<void> {
    for (const token of tokens)
        assertAnswer(await token.get("/api/poly"), 401, unauthenticated);
}

function withoutPassword({ password: _, password_confirmation: __, ...kept }: any): any {
    return kept;
}

test("AChangeOfThePasswordEndsAllTokens", async () => {
    const { id, body, tokens } = await signedIn();
    assert.equal((await superadmin.put(`/api/users/${id}`, body)).status, 200);
    await assertEnded(tokens);
    await api.signIn(body.username, body.password);
});

test("AUserWhoChangesTheOwnPasswordKeepsTheTokenInUse", async () => {
    const { id, body, tokens } = await signedIn();
    const [first, ...others] = tokens as [Api, ...Api[]];
    assert.equal((await first.put(`/api/users/${id}`, body)).status, 200);
    await assertEnded(others);
    assert.equal((await first.get("/api/poly")).status, 200);
});

test("TheLossOfARoleEndsAllTokens", async () => {
    const { id, body, tokens } = await signedIn();
    const kept = withoutPassword(body);
    assert.equal((await superadmin.put(`/api/users/${id}`, { ...kept, roles: [2] })).status, 200);
    await assertEnded(tokens);
});

test("AChangeThatTakesNothingEndsNoToken", async () => {
    const { id, body, tokens } = await signedIn();
    const more = { ...withoutPassword(body), name: "Nama Baru", roles: [1, 2, 3] };
    assert.equal((await superadmin.put(`/api/users/${id}`, more)).status, 200);
    for (const token of tokens) assert.equal((await token.get("/api/poly")).status, 200);
});

test("TokensOfARemovedUserDoNotComeBackWithARestore", async () => {
    const { id, tokens } = await signedIn();
    assert.equal((await superadmin.delete(`/api/users/${id}`)).status, 200);
    await assertEnded(tokens);
    assert.equal((await superadmin.post(`/api/users/${id}/restore`)).status, 200);
    await assertEnded(tokens);
});

// A login of user 7 that was used, or made, so many hours ago.
async function plant(name: string, column: string, hours: number): Promise<Api> {
    const secret = `${name}-${column}-${hours}`;
    const id = await plantToken(server.store, 7, secret);
    const at = new Date(Date.now() - hours * 3_600_000).toISOString().replace("T", " ");
    await runSql(
        server.store,
        `UPDATE personal_access_tokens
         SET name = '${name}', ${column} = '${at.slice(0, 19)}' WHERE id = ${id}`,
    );
    return api.as(`${id}|${secret}`);
}

test("ALoginEndsThatIsNotUsed", async () => {
    for (const column of ["last_used_at", "created_at"]) {
        const ended = await plant("auth_token", column, 49);
        assertAnswer(await ended.get("/api/poly"), 401, unauthenticated);
        const valid = await plant("auth_token", column, 47);
        assert.equal((await valid.get("/api/poly")).status, 200);
    }
});

test("APermanentTokenStays", async () => {
    const permanent = await plant("permanent-token", "last_used_at", 10_000);
    assert.equal((await permanent.get("/api/poly")).status, 200);
});

test("ALoginRemovesTheRowsOfThoseThatHaveEnded", async () => {
    const rows = async () =>
        Number(
            (
                await runSql(
                    server.store,
                    `SELECT CAST(COUNT(*) AS TEXT) FROM personal_access_tokens
                     WHERE tokenable_id = 7 AND last_used_at < '2020-01-01'`,
                )
            )[0]?.[0],
        );
    await plant("auth_token", "last_used_at", 24 * 366 * 20);
    await plant("permanent-token", "last_used_at", 24 * 366 * 20);
    assert.equal(await rows(), 2);
    await signInAs(api, "doctor");
    assert.equal(await rows(), 1);
});
