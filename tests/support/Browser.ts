// A real browser (Debian's Chromium), and pages for it that are served from here.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { type AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { type Browser, chromium } from "playwright-core";

const fileAt = (path: string) => readFileSync(fileURLToPath(new URL(path, import.meta.url)));

export function openBrowser(): Promise<Browser> {
    return chromium.launch({
        executablePath: "/usr/bin/chromium",
        args: ["--no-sandbox", "--ignore-certificate-errors"],
    });
}

export interface Site {
    url: string;
    close(): void;
}

// A clinic's web server with the page and the client libraries that it loads.
export async function serveScreen(): Promise<Site> {
    const files: Record<string, [type: string, content: Buffer]> = {
        "/": ["text/html", fileAt("screen.html")],
        "/pusher.js": [
            "text/javascript",
            fileAt("../node_modules/pusher-js/dist/web/pusher.min.js"),
        ],
        "/echo.js": ["text/javascript", fileAt("../node_modules/laravel-echo/dist/echo.iife.js")],
    };
    const site = createServer((request, response) => {
        const file = files[new URL(request.url ?? "/", "http://a").pathname];
        response.writeHead(file === undefined ? 404 : 200, { "Content-Type": file?.[0] ?? "" });
        response.end(file?.[1]);
    });
    await new Promise<void>((done) => site.listen(0, "127.0.0.1", done));
    const { port } = site.address() as AddressInfo;
    return { url: `http://127.0.0.1:${port}/`, close: () => site.close() };
}

// A port that is free now.
export async function freePort(): Promise<number> {
    const probe = createServer();
    await new Promise<void>((done) => probe.listen(0, "127.0.0.1", done));
    const { port } = probe.address() as AddressInfo;
    await new Promise((done) => probe.close(done));
    return port;
}
