// The server has every route of the documented API (contract, 8.1).
import { test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { readRoutes } from "../support/Permissions.ts";
import { runCommand } from "../support/Server.ts";

test("HasEveryDocumentedRoute", async () => {
    const fixture = new URL("fixtures/documented-routes.txt", import.meta.url);
    const rows = readFileSync(fixture, "utf8").trim().split("\n");
    assert.equal(rows.length, 103);
    const routes = readRoutes((await runCommand(["routes"])).stdout);
    const names = routes.map(({ method, path }) => `${method} ${path}`);
    const missing = rows.filter((row) => !names.includes(row.replace(/^\d+ /, "")));
    assert.deepEqual(missing, []);
});
