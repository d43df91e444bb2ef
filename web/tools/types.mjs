// Generates generated/schema.d.ts from the API document of the program, if the document changed.
// ANTREAN names another program than the release build.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import openapiTypes, { astToString } from "openapi-typescript";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const program = process.env.ANTREAN ?? at("../../build/release/antrean");
if (!existsSync(program)) {
    console.error(`${program} is missing. Run ./dev build, or name a program in ANTREAN.`);
    process.exit(1);
}
const text = execFileSync(program, ["openapi"], { maxBuffer: 64 * 1024 * 1024 }).toString();
const mark = `// Generated from the API document ${createHash("sha256").update(text).digest("hex")}\n`;
const target = at("../generated/schema.d.ts");
mkdirSync(at("../generated"), { recursive: true });
if (!existsSync(target) || !readFileSync(target, "utf8").startsWith(mark))
    writeFileSync(target, mark + astToString(await openapiTypes(JSON.parse(text))));
