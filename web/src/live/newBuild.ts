// Boards and kiosks run for weeks. They load a newer page of the server at a quiet moment.
const every_ms = 5 * 60_000;

async function tagOfPage(): Promise<string | null> {
    try {
        const answer = await fetch(location.href, { method: "HEAD", cache: "no-store" });
        return answer.ok ? answer.headers.get("ETag") : null;
    } catch {
        return null;
    }
}

export function reloadForNewBuild(isQuiet: () => boolean): void {
    if (!import.meta.env.PROD) return;
    let own: string | null = null;
    async function look(): Promise<void> {
        const tag = await tagOfPage();
        own ??= tag;
        if (tag !== null && tag !== own && isQuiet()) location.reload();
    }
    setInterval(() => void look(), every_ms);
    void look();
}
