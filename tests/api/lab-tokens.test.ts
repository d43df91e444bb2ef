// Tokens of the lab API: returned again until they expire, hidden, revocable.
import { test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { any, assertAnswer } from "../support/Json.ts";
import { base, Lab, okay, refused } from "../support/Lab.ts";
import { signInAs } from "../support/Roles.ts";
import { runSql } from "../support/Rows.ts";
import { startServer, type Server, type ServerOptions } from "../support/Server.ts";

const secondsPerDay = 86_400;
const days = "token_expired_days minimal 1 dan maksimal 365";
const invalid = refused("Token tidak valid atau sudah expired");
const open = ["generate_token", "token_setting", "save_token_setting"];

async function onServer(
    use: (lab: Lab, server: Server) => Promise<void>,
    options: ServerOptions = {},
): Promise<void> {
    const server = await startServer(options);
    try {
        await use(new Lab(server.baseUrl), server);
    } finally {
        await server.close();
    }
}

// "2026-06-21 10:00:00" in Jakarta, `seconds` from now.
function jakarta(seconds: number): string {
    const instant = new Date(Date.now() + (seconds + 7 * 3600) * 1000);
    return instant.toISOString().slice(0, 19).replace("T", " ");
}

// The exact second is not known.
function assertNear(text: string, seconds: number): void {
    const distance = Math.abs(Date.parse(`${text}Z`) - Date.parse(`${jakarta(seconds)}Z`));
    assert.ok(distance <= 5_000, `${text} is not ${jakarta(seconds)}`);
}

function expire(server: Server, seconds: number): Promise<unknown> {
    return runSql(
        server.store,
        `UPDATE api_wynacom_token SET Api_WynacomTokenExpiredAt = '${jakarta(seconds)}'`,
    );
}

test("ANewTokenLastsAsLongAsTheSettingSays", () =>
    onServer(async (lab) => {
        const { body, status } = await lab.post("generate_token");
        const { access_token, expired_at } = body.data;
        assertAnswer({ body, status }, 200, {
            status: "OK",
            data: {
                access_token,
                token_type: "Bearer",
                expired_at,
                expired_days: 3,
                expires_in: 259200,
            },
        });
        assert.match(access_token, /^[0-9a-f]{64}$/);
        assertNear(expired_at, 3 * secondsPerDay);
    }));

test("AnActiveTokenIsGivenAgainWithItsOwnExpiry", () =>
    onServer(async (lab, server) => {
        const first = (await lab.post("generate_token")).body.data;
        await runSql(
            server.store,
            `UPDATE api_wynacom_token SET Api_WynacomTokenExpiredAt = '${jakarta(1000)}'`,
        );
        await lab.post("save_token_setting", { token_expired_days: 10 });
        const again = (await lab.post("generate_token")).body.data;
        assert.equal(again.access_token, first.access_token);
        assert.equal(again.expired_days, 10, "the setting, though it is not this token's");
        assert.ok(again.expires_in > 900 && again.expires_in <= 1000, `${again.expires_in} s`);
        assertNear(again.expired_at, 1000);
        await expire(server, 0);
        const next = (await lab.post("generate_token")).body.data;
        assert.notEqual(next.access_token, first.access_token);
        assert.equal(next.expires_in, 10 * secondsPerDay);
    }));

test("ManyAtOnceGetOneToken", () =>
    onServer(async (lab, server) => {
        const answers = await Promise.all(
            Array.from({ length: 20 }, () => lab.post("generate_token")),
        );
        const tokens = new Set(answers.map(({ body }) => body.data.access_token));
        assert.equal(tokens.size, 1);
        const count = "SELECT CAST(COUNT(*) AS TEXT) FROM api_wynacom_token";
        assert.deepEqual(await runSql(server.store, count), [["1"]]);
    }));

test("ATokenIsGoodUntilTheSecondItExpires", () =>
    onServer(async (lab, server) => {
        assertAnswer(await lab.post("check_token"), 200, refused("Token wajib diisi"));
        const { access_token, expired_at } = (await lab.post("generate_token")).body.data;
        const holder = new Lab(server.baseUrl, access_token);
        assertAnswer(
            await holder.post("check_token"),
            200,
            okay({ valid: true, token_id: 1, expired_at }),
        );
        const forged = [
            "TOKEN_VALUE",
            access_token.slice(1),
            `${access_token}0`,
            access_token.toUpperCase(),
            "' OR 1=1 --",
        ];
        for (const token of forged)
            assertAnswer(await new Lab(server.baseUrl, token).post("check_token"), 200, invalid);
        await expire(server, 0);
        assertAnswer(await holder.post("check_token"), 200, invalid);
    }));

test("TheSettingIsShownAndSaved", () =>
    onServer(async (lab) => {
        const shown = (token_expired_days: number) =>
            okay({ token_expired_days, expires_in: token_expired_days * secondsPerDay });
        assertAnswer(await lab.post("token_setting"), 200, shown(3));
        for (const value of [0, 366, -1, 1.5, "", "x", null, [], {}, false, 1e20])
            assertAnswer(
                await lab.post("save_token_setting", { token_expired_days: value }),
                200,
                refused(days),
            );
        assertAnswer(await lab.post("save_token_setting"), 200, refused(days));
        assertAnswer(await lab.post("token_setting"), 200, shown(3));
        for (const value of [1, 365, "10", 10]) {
            const saved = await lab.post("save_token_setting", { token_expired_days: value });
            assertAnswer(saved, 200, shown(Number(value)));
        }
        assertAnswer(await lab.post("token_setting"), 200, shown(10));
    }));

test("OnlyTheNetworksOfTheLabGetTokens", () =>
    onServer(
        async (lab) => {
            const from = (address: string) => ({ "X-Forwarded-For": address });
            const stranger = refused("Akses hanya dari jaringan lab");
            for (const path of open) {
                const body = { token_expired_days: 5 };
                for (const address of ["8.8.8.8", "10.1.3.1", "127.0.0.1", "2001:db8::1"])
                    assertAnswer(await lab.post(path, body, from(address)), 200, stranger);
                for (const address of ["10.1.2.3", "10.1.2.255", "fd00::7"]) {
                    const answer = await lab.post(path, body, from(address));
                    assert.equal(answer.body.status, "OK", address);
                }
            }
            const { access_token } = (await lab.post("generate_token", {}, from("10.1.2.3"))).body
                .data;
            const holder = { ...from("8.8.8.8"), Authorization: `Bearer ${access_token}` };
            assert.equal((await lab.post("check_token", {}, holder)).body.status, "OK");
        },
        { flags: ["--trusted-proxies", "127.0.0.1", "--lab-networks", "10.1.2.0/24, fd00::/8"] },
    ));

test("PrivateNetworksAreThoseOfTheLabByDefault", () =>
    onServer(
        async (lab) => {
            const status = async (address: string) =>
                (await lab.post("token_setting", {}, { "X-Forwarded-For": address })).body.status;
            for (const address of ["10.9.8.7", "172.31.0.1", "192.168.1.1", "::1", "fe80::1"])
                assert.equal(await status(address), "OK", address);
            for (const address of ["172.32.0.1", "11.0.0.1", "192.169.0.1", "2001:db8::1"])
                assert.equal(await status(address), "ERR", address);
        },
        { flags: ["--trusted-proxies", "127.0.0.1"] },
    ));

test("AClientKeyIsAskedForWhereOneIsSet", () =>
    onServer(
        async (lab) => {
            for (const path of open) {
                const body = { token_expired_days: 5 };
                const key = (value: string) => lab.post(path, body, { "X-Client-Key": value });
                assertAnswer(await lab.post(path, body), 200, refused("X-Client-Key wajib diisi"));
                for (const wrong of ["kunci", "kunci-lab-2", "KUNCI-LAB"])
                    assertAnswer(await key(wrong), 200, refused("X-Client-Key tidak valid"));
                assert.equal((await key("kunci-lab")).body.status, "OK");
            }
        },
        { env: { ANTREAN_LAB_CLIENT_KEY: "kunci-lab" } },
    ));

test("ASuperadminSeesAndRevokesTokens", () =>
    onServer(
        async (lab, server) => {
            const api = new Api(server.baseUrl);
            const superadmin = await signInAs(api, "superadmin");
            const list = async (query = "") =>
                superadmin.get(`/api/lab/tokens${query}`);
            const shown = (data: object[], per_page = 10, total = data.length) => ({
                status: "success",
                message: "Lab tokens retrieved successfully",
                data,
                meta: {
                    current_page: 1,
                    per_page,
                    total,
                    last_page: Math.max(Math.ceil(total / per_page), 1),
                },
            });
            assertAnswer(await list(), 200, shown([]));
            const first = (await lab.post("generate_token")).body.data;
            const row = (id: number, token: any, status: string) => ({
                id,
                token_begins: token.access_token.slice(0, 8),
                status,
                expired_at: token.expired_at,
                created_at: any.text,
            });
            assertAnswer(await list(), 200, shown([row(1, first, "active")]));
            const revoked = { status: "success", message: "Lab token revoked successfully" };
            assertAnswer(await superadmin.delete("/api/lab/tokens/1"), 200, revoked);
            assertAnswer(await superadmin.delete("/api/lab/tokens/1"), 200, revoked);
            assertAnswer(await superadmin.delete("/api/lab/tokens/2"), 404, {
                status: "error",
                message: "Lab token not found",
            });
            const holder = new Lab(server.baseUrl, first.access_token);
            assertAnswer(await holder.post("check_token"), 200, invalid);
            const second = (await lab.post("generate_token")).body.data;
            assertAnswer(
                await list(),
                200,
                shown([row(2, second, "active"), row(1, first, "revoked")]),
            );
            assertAnswer(await list("?per_page=1"), 200, shown([row(2, second, "active")], 1, 2));
            await expire(server, -5);
            assert.deepEqual(
                (await list()).body.data.map((one: any) => one.status),
                ["expired", "revoked"],
            );
        },
        { flags: ["--demo"] },
    ));

test("CallsAreCountedByWhatTheyMeanAndLoggedWithoutTheToken", () =>
    onServer(async (lab, server) => {
        const { access_token } = (await lab.post("generate_token")).body.data;
        const holder = new Lab(server.baseUrl, access_token);
        await holder.post("check_token");
        await lab.post("check_token");
        await holder.post("glucose?nolab=R1");
        const metrics: string = (await new Api(server.baseUrl).get("/metrics")).body;
        const count = (path: string, status: string) =>
            new RegExp(`route="${base}/${path}",status="${status}"} (\\d+)`).exec(metrics)?.[1];
        assert.equal(count("check_token", "2xx"), "1");
        assert.equal(count("check_token", "4xx"), "1");
        assert.equal(count("glucose", "4xx"), "1");
        await server.stop();
        assert.match(server.log(), /POST \/one-api\/tools\/wynacom\/glucose 404 /);
        assert.ok(!server.log().includes(access_token.slice(0, 8)));
        assert.ok(!server.log().includes("nolab"));
    }));
