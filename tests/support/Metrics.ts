// What /metrics counts.
import { type Server } from "./Server.ts";

export type Ended = Record<string, number>;

// The requests of a route that have ended, by class of status: {"2xx": 4, "5xx": 1}. A request that
// the server stopped because its client had left counts as 5xx.
export async function requestsEnded(server: Server, route: string): Promise<Ended> {
    const text = await (await fetch(`${server.baseUrl}/metrics`)).text();
    const lines = text.matchAll(/^antrean_http_requests_total{(.*?),status="(\dxx)"} (\d+)$/gm);
    const ended: Ended = {};
    for (const [, labels = "", status = "", count] of lines)
        if (labels.endsWith(`route="${route}"`)) ended[status] = Number(count);
    return ended;
}
