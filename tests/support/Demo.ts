// The start of most API tests: a server with the demo users, which is stopped at the end of the
// test file.
import { after } from "node:test";
import { Api } from "./Api.ts";
import { signInAs } from "./Roles.ts";
import { type Server, startServer } from "./Server.ts";

// `api` is signed in as superadmin. `flags` are further flags of the server.
export async function startDemo(...flags: string[]): Promise<{ server: Server; api: Api }> {
    const server = await startServer({ flags: ["--demo", ...flags] });
    after(() => server.close());
    return { server, api: await signInAs(new Api(server.baseUrl), "superadmin") };
}
