// Prints what each page loads at first, as sent over the wire, and fails if a page is over its
// budget. Parts that a page loads on demand do not count.
import { existsSync, readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";

const dist = fileURLToPath(new URL("../dist/", import.meta.url));
const manifest = JSON.parse(readFileSync(`${dist}.vite/manifest.json`, "utf8"));
const budgets = { staff: 200, board: 120, patient: 50, kiosk: 100, docs: 500 }; // KiB

function wireSize(file) {
    return statSync(existsSync(`${dist}${file}.br`) ? `${dist}${file}.br` : dist + file).size;
}

function filesOf(key, files = new Set()) {
    const chunk = manifest[key];
    if (chunk === undefined || files.has(chunk.file)) return files;
    files.add(chunk.file);
    for (const file of [...(chunk.css ?? []), ...(chunk.assets ?? [])]) files.add(file);
    for (const other of chunk.imports ?? []) filesOf(other, files);
    return files;
}

// Fonts stand in the style sheets.
function fontsOf(files) {
    const fonts = [...files]
        .filter((file) => file.endsWith(".css"))
        .flatMap((file) => readFileSync(dist + file, "utf8").match(/[\w-]+\.woff2/g) ?? []);
    return fonts.map((name) => `assets/${name}`);
}

let failed = false;
for (const [page, budget] of Object.entries(budgets)) {
    if (manifest[`${page}.html`] === undefined) continue;
    const files = filesOf(`${page}.html`);
    files.add(`${page}.html`);
    for (const font of fontsOf(files)) files.add(font);
    const size = [...files].reduce((sum, file) => sum + wireSize(file), 0) / 1024;
    const verdict = size > budget ? "OVER BUDGET" : "ok";
    failed ||= size > budget;
    console.log(
        `${page.padEnd(8)} ${size.toFixed(1).padStart(6)} of ${budget} KiB  ${verdict}  (${files.size} files)`,
    );
}
process.exit(failed ? 1 : 0);
