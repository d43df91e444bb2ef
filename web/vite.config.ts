import vue from "@vitejs/plugin-vue";
import { readdirSync } from "node:fs";
import { fileURLToPath, URL } from "node:url";
import { defineConfig } from "vite";
import { licences } from "./tools/licences";
import { patientPage } from "./tools/patientPage";

// The pages of antrean and the paths at which the server shows them (src/features/screens).
const pages: Record<string, RegExp> = {
    docs: /^\/docs\/?(\?|$)/,
    board: /^\/(layar|display)(\?|$)/,
    kiosk: /^\/kios(\?|$)/,
    staff: /^\/(masuk|loket|perawat|dokter|ringkasan|laporan|kelola|mulai)?(\/[^?.]*)?(\?|$)/,
};
// The server that `./dev web` uses for everything that is not a page.
const server = process.env["ANTREAN_URL"] ?? "http://127.0.0.1:8000";

export default defineConfig({
    plugins: [
        vue(),
        licences(),
        patientPage(server),
        {
            name: "antrean-pages",
            configureServer: (dev) => {
                dev.middlewares.use((request, _response, next) => {
                    const url = request.url ?? "/";
                    const page = Object.keys(pages).find((name) => pages[name]?.test(url));
                    if (page !== undefined) request.url = `/${page}.html`;
                    next();
                });
            },
        },
    ],
    resolve: { alias: { "@": fileURLToPath(new URL("src", import.meta.url)) } },
    build: {
        // Chromium 87: the browsers of TV sticks.
        target: ["es2020", "chrome87", "safari14", "firefox91"],
        cssTarget: "chrome87",
        assetsInlineLimit: 0, // The Content-Security-Policy allows no data: URLs.
        modulePreload: { polyfill: false },
        reportCompressedSize: false,
        chunkSizeWarningLimit: 1_700, // KB; tools/budgets.mjs decides.
        rollupOptions: {
            // Each page at the root is an entry point with a bundle of its own.
            input: readdirSync(".").filter((name) => name.endsWith(".html")),
        },
        manifest: true,
    },
    experimental: {
        // The server puts its base path in front of the paths in pages (screens/Screens.cpp), and
        // only there. So scripts and styles name their parts relative to themselves.
        renderBuiltUrl: (file, { hostType }) =>
            hostType === "html" ? `/${file}` : { relative: true },
    },
    server: {
        proxy: Object.fromEntries(
            ["/api", "/a/", "/storage", "/voice", "/up", "/broadcasting", "/app/"].map((path) => [
                path,
                { target: server, ws: path === "/app/", changeOrigin: false },
            ]),
        ),
    },
    test: { include: ["src/**/*.test.ts"], environment: "node" },
} as Parameters<typeof defineConfig>[0]);
