// The requests of the page. Paths are relative to /a/CODE: the page works below a base path.
import type { Answer, Network } from "./feed";
import type { Visit } from "./visit";

export type Step = "check-in" | "cancel";

const timeout_ms = 10_000;

function fetchInTime(path: string, method: string): Promise<Response> {
    const control = new AbortController();
    const timer = setTimeout(() => control.abort(), timeout_ms);
    return fetch(path, { method, cache: "no-store", signal: control.signal }).finally(() =>
        clearTimeout(timer),
    );
}

async function visitIn(response: Response): Promise<Answer> {
    if (response.status === 404) return "gone";
    // 409: the step came too late; the answer has the visit as it is.
    if (!response.ok && response.status !== 409) return "failed";
    const { data } = (await response.json()) as { data?: Visit };
    return data === undefined ? "failed" : { visit: data };
}

async function answerOf(path: string, method = "GET"): Promise<Answer> {
    try {
        return await visitIn(await fetchInTime(path, method));
    } catch {
        return "failed"; // No network, no answer in time, or a proxy's page instead of an answer.
    }
}

// `root`: where the server is, seen from the page.
export function takeStep(code: string, step: Step, root = ".."): Promise<Answer> {
    return answerOf(`${root}/api/visits/${code}/${step}`, "POST");
}

export function networkOf(code: string): Network {
    return {
        ask: () => answerOf(`../api/visits/${code}`),
        isVisible: () => document.visibilityState === "visible",
        stream: ({ visit, beat, closed }) => {
            const source = new EventSource(`../api/visits/${code}/stream`);
            const heard = (name: string, take: (data: never) => void) =>
                source.addEventListener(name, (event) =>
                    take(JSON.parse((event as MessageEvent<string>).data) as never),
                );
            heard("visit", visit);
            heard("beat", ({ now }: { now: string }) => beat(now));
            source.addEventListener("error", () => {
                if (source.readyState === EventSource.CLOSED) closed();
            });
            return source;
        },
    };
}
