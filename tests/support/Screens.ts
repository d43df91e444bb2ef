// The program's own screens in a real browser. A device is a browser with a cookie jar of its own.
// Its page must stay without console messages and without errors.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Browser, type BrowserContext, type Page } from "playwright-core";
import { openBrowser } from "./Browser.ts";
import { type DemoUser } from "./Roles.ts";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const axeSource = readFileSync(at("../node_modules/axe-core/axe.min.js"), "utf8");
const pictures = at("../../build/screenshots");

// Changes are pushed to the screens. Each would also look by itself, but later than this: the board
// after 7 s of silence, the others every 30 s.
export const pushed_ms = 6_000;

// What a page that only has to appear gets, on a machine with other work.
const patience_ms = 90_000;

export interface Device {
    size?: keyof typeof sizes; // default: desk
    theme?: "light" | "dark"; // default: light
    isCalm?: boolean; // prefers-reduced-motion
    zone?: string; // of the device; default: one that no clinic has
    // How wrong the device's clock is.
    clockError_ms?: number;
    slowdown?: number; // of the processor
}

const sizes = {
    desk: { width: 1440, height: 900 },
    large: { width: 1920, height: 1080 },
    phone: { width: 390, height: 844 },
    portrait: { width: 2160, height: 3840 },
    small: { width: 1280, height: 720 },
    totem: { width: 1080, height: 1920 },
};

const provoked = /^Failed to load resource.*(ERR_|40[349]|422|429|50[03])|WebSocket connection/;

interface Violation {
    id: string;
    nodes: { target: unknown; failureSummary: string }[];
}

export class Screen {
    // Console messages and errors of all pages of the device.
    readonly complaints: string[] = [];

    constructor(
        readonly page: Page,
        readonly context: BrowserContext,
        private readonly baseUrl: () => string,
        private readonly device: Device,
    ) {
        page.on("console", (message) => {
            // What the browser itself says about a network that a test has cut, and about refusals
            // that a test provokes. A page that nobody disturbs has none of them either.
            const isPart = /\/(assets|voice)\//.test(message.location().url);
            const isMissing = isPart && message.text().includes("404");
            if (isMissing || !provoked.test(message.text()))
                this.complaints.push(`${message.type()}: ${message.text()}`);
        });
        page.on("pageerror", (error) => this.complaints.push(error.message));
    }

    async goto(path: string): Promise<void> {
        await this.page.goto(this.baseUrl() + path);
    }

    // Signs the device in without the page, as a page of the server would.
    async signIn(user: DemoUser): Promise<void> {
        const answer = await this.context.request.post(`${this.baseUrl()}/api/auth/session`, {
            data: { username: user.username, password: user.password },
            headers: { Origin: new URL(this.baseUrl()).origin },
        });
        assert.equal(answer.status(), 200, await answer.text());
    }

    // Finds what people with a disability cannot use or read (WCAG 2.2 AA).
    async assertAccessible(state: string): Promise<void> {
        // Colours are judged when they have arrived.
        await this.page.evaluate("Promise.all(document.getAnimations().map(a => a.finished))");
        await this.page.evaluate(axeSource);
        const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
        const found = (await this.page.evaluate(
            `axe.run(document, { runOnly: ${JSON.stringify(tags)} })`,
        )) as { violations: Violation[] };
        const faults = found.violations.flatMap(({ id, nodes }) =>
            nodes.map(({ target, failureSummary }) => `${id} ${target}: ${failureSummary}`),
        );
        assert.deepEqual(faults, [], state);
    }

    // Writes build/screenshots/NAME-SIZE-THEME.png.
    async picture(name: string): Promise<void> {
        mkdirSync(pictures, { recursive: true });
        const { size = "desk", theme = "light" } = this.device;
        await this.page.screenshot({ path: `${pictures}/${name}-${size}-${theme}.png` });
    }

    assertQuiet(): void {
        assert.deepEqual(this.complaints, []);
    }

    async close(): Promise<void> {
        await this.context.close();
    }
}

export class Screens {
    private constructor(
        readonly browser: Browser,
        private readonly baseUrl: () => string,
    ) {}

    // `server.baseUrl` is read at each use, because it changes with a restart on another port.
    static async open(server: { readonly baseUrl: string }): Promise<Screens> {
        return new Screens(await openBrowser(), () => server.baseUrl);
    }

    async device(device: Device = {}): Promise<Screen> {
        const context = await this.browser.newContext({
            viewport: sizes[device.size ?? "desk"],
            colorScheme: device.theme ?? "light",
            reducedMotion: device.isCalm ? "reduce" : "no-preference",
            locale: "id-ID",
            timezoneId: device.zone ?? "America/Sao_Paulo",
        });
        context.setDefaultTimeout(patience_ms);
        const page = await context.newPage();
        if (device.clockError_ms !== undefined)
            await page.clock.setSystemTime(Date.now() + device.clockError_ms);
        if (device.slowdown !== undefined) {
            const session = await context.newCDPSession(page);
            await session.send("Emulation.setCPUThrottlingRate", { rate: device.slowdown });
        }
        return new Screen(page, context, this.baseUrl, device);
    }

    async close(): Promise<void> {
        await this.browser.close();
    }
}
