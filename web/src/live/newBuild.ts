// Boards and kiosks run for weeks. They load a newer page of the server at a quiet moment.
const lookEvery_ms = 5 * 60_000;
const quietEvery_ms = 2_000;

async function tagOfPage(): Promise<string | null> {
    try {
        const answer = await fetch(location.href, { method: "HEAD", cache: "no-store" });
        return answer.ok ? answer.headers.get("ETag") : null;
    } catch {
        return null;
    }
}

// Returns a function that looks now, for pages that know when the server was away: it may be
// another version then.
export function reloadForNewBuild(isQuiet: () => boolean): () => void {
    if (!import.meta.env.PROD) return () => {};
    let own: string | null = null;
    let isNewer = false;
    async function look(): Promise<void> {
        const tag = await tagOfPage();
        own ??= tag;
        if (tag !== null) isNewer = tag !== own;
    }
    setInterval(() => void look(), lookEvery_ms);
    setInterval(() => {
        if (isNewer && isQuiet()) location.reload();
    }, quietEvery_ms);
    void look();
    return () => void look();
}
