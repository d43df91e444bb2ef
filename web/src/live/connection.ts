// The WebSocket on which the server publishes what changes (docs/live-updates.md). One per page.
import Pusher, { type Channel } from "pusher-js";
import { at, basePath } from "../basePath";
import { readonly, ref } from "vue";

// Null: connected. Else when the connection was lost, in milliseconds of performance.now().
const lost = ref<number | null>(null);
export const lostAt = readonly(lost);

type Heard = (data: unknown) => void;

let pusher: Pusher | undefined;
const bindings: { channel: string; event: string; heard: Heard }[] = [];
const reconnected = new Set<() => void>();

// `key` is `realtime.key` of GET /api/clinic.
export function connect(key: string): void {
    if (pusher !== undefined) return;
    const isSecure = location.protocol === "https:";
    const port = Number(location.port || (isSecure ? 443 : 80));
    pusher = new Pusher(key, {
        cluster: "",
        wsHost: location.hostname,
        wsPath: basePath,
        wsPort: port,
        wssPort: port,
        forceTLS: isSecure,
        enabledTransports: ["ws", "wss"],
        // By the cookie of the session.
        channelAuthorization: { endpoint: at("/api/broadcasting/auth"), transport: "ajax" },
        activityTimeout: 8_000,
        pongTimeout: 4_000,
        unavailableTimeout: 4_000,
    });
    let wasConnected = false;
    pusher.connection.bind("state_change", ({ current }: { current: string }) => {
        if (current === "connected") {
            lost.value = null;
            if (wasConnected) for (const each of reconnected) each();
            wasConnected = true;
        } else {
            lost.value ??= performance.now();
        }
    });
    for (const each of bindings) bind(each.channel, each.event, each.heard);
}

// Asks again for a private channel that was refused before the user signed in.
function channelOf(name: string): Channel | undefined {
    return pusher?.subscribe(name);
}

function bind(channel: string, event: string, heard: Heard): void {
    channelOf(channel)?.bind(event, heard);
}

// Calls `heard` with the data of each such event, also of connections to come. Returns its end.
export function follow(channel: string, event: string, heard: Heard): () => void {
    const binding = { channel, event, heard };
    bindings.push(binding);
    bind(channel, event, heard);
    return () => {
        bindings.splice(bindings.indexOf(binding), 1);
        pusher?.channel(channel)?.unbind(event, heard);
    };
}

// Events may have been missed, so a screen that keeps a state reads it again. Returns its end.
export function onReconnect(act: () => void): () => void {
    reconnected.add(act);
    return () => reconnected.delete(act);
}

const hurryEvery_ms = 5_000;
let hurriedAt = -Infinity;

// Connects now if there is no connection. Pusher's own pauses grow to 60 s, and after some refusals
// it does not try again; a page that knows that the server answers need not wait.
export function hurry(): void {
    const time = performance.now();
    if (pusher === undefined || lost.value === null || time - hurriedAt < hurryEvery_ms) return;
    hurriedAt = time;
    pusher.disconnect();
    pusher.connect();
}
