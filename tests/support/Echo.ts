// The real client libraries, as a screen of the clinic configures them.
import Echo from "laravel-echo";
import pusherModule from "pusher-js";
import { type Server } from "./Server.ts";

// The types declare a module with a default export, which under Node is the class itself.
const PusherJs = pusherModule as unknown as typeof pusherModule.default;
export type PusherJs = InstanceType<typeof PusherJs>;

export interface Screen {
    pusher: PusherJs;
    echo: Echo<"reverb">;
}

// laravel-echo, configured as in the API document's WebSocket section except for host, port and
// TLS. `token` is for private channels.
export function openScreen(server: Server, token?: string): Screen {
    const pusher = openPusher(server, token);
    const echo = new Echo({
        broadcaster: "reverb",
        key: "antrean-key",
        client: pusher,
        bearerToken: token ?? null,
    });
    return { pusher, echo };
}

export function openPusher(server: Server, token?: string, key = "antrean-key"): PusherJs {
    const port = server.port;
    const headers = token === undefined ? {} : { Authorization: `Bearer ${token}` };
    return new PusherJs(key, {
        cluster: "",
        wsHost: "127.0.0.1",
        wsPort: port,
        wssPort: port,
        forceTLS: false,
        enabledTransports: ["ws", "wss"],
        disableStats: true,
        channelAuthorization: {
            transport: "ajax",
            endpoint: `${server.baseUrl}/broadcasting/auth`,
            headers,
        },
        userAuthentication: {
            transport: "ajax",
            endpoint: `${server.baseUrl}/broadcasting/user-auth`,
            headers,
        },
    });
}

// Waits for the first `event` of an object with bind().
export function once(
    source: { bind(event: string, callback: (data: any) => void): unknown },
    event: string,
): Promise<any> {
    return new Promise((done) => source.bind(event, done));
}

export async function connected(pusher: PusherJs): Promise<void> {
    if (pusher.connection.state !== "connected") await once(pusher.connection, "connected");
}
