// GET /api/board/screens: how many boards are open.
import { test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { startDemo } from "../support/Demo.ts";
import { eventually } from "../support/Eventually.ts";
import { assertJson } from "../support/Json.ts";
import { Talk } from "../support/Realtime.ts";

const { api, server } = await startDemo();

async function openBoard(): Promise<Talk> {
    const talk = await Talk.open(server);
    await talk.subscribe("board-channel");
    return talk;
}
const message = "Open boards counted successfully";
const countIs = async (open: number) =>
    assertJson((await api.get("/api/board/screens")).body, {
        status: "success",
        message,
        data: { open },
    });

test("StrangersDoNotCountBoards", async () => {
    const stranger = new Api(server.baseUrl);
    assert.equal((await stranger.get("/api/board/screens")).status, 401);
});

test("CountsTheBoardsThatAreOpenNow", async () => {
    await countIs(0);
    const [one, two] = [await openBoard(), await openBoard()];
    await eventually(() => countIs(2));
    await one.close();
    await eventually(() => countIs(1));
    await two.close();
    await eventually(() => countIs(0));
});
