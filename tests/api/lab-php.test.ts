// The client of the API document, in PHP with libcurl, against our server.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { assertJson } from "../support/Json.ts";
import { base, importTables } from "../support/Lab.ts";
import { glucoses, labTables, samplings } from "../support/LabOrders.ts";
import { startServer } from "../support/Server.ts";

const client = fileURLToPath(new URL("../support/wynacom.php", import.meta.url));
const server = await startServer();
after(() => server.close());
await importTables(server, labTables);

function ask(number: string): Promise<{ stdout: string; stderr: string }> {
    return promisify(execFile)("php", [client, `${server.baseUrl}${base}`, number]);
}

test("ThePhpClientGetsItsRows", async () => {
    for (const number of Object.keys(samplings)) {
        const { stdout } = await ask(number);
        assertJson(JSON.parse(stdout), {
            samplings: samplings[number],
            glucoses: glucoses[number],
        });
    }
});

test("ThePhpClientGetsTheReasonOfARefusal", async () => {
    await assert.rejects(ask("R1"), { code: 1, stderr: "Order tidak ditemukan: R1" });
    await assert.rejects(ask(""), {
        code: 1,
        stderr: "Parameter T_OrderHeaderLabNumber wajib diisi",
    });
});
