// Writes NAME.br and NAME.gz beside each file of dist/ that compresses.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const dist = fileURLToPath(new URL("../dist/", import.meta.url));
for (const name of readdirSync(dist, { recursive: true })) {
    if (!/\.(html|js|css|svg|json|txt)$/.test(name)) continue;
    const content = readFileSync(dist + name);
    const params = { [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
    writeFileSync(`${dist}${name}.br`, brotliCompressSync(content, { params }));
    writeFileSync(`${dist}${name}.gz`, gzipSync(content, { level: 9 }));
}
