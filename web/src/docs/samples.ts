// A request as code: for a shell, for JavaScript and for PHP.
import { type SampleRequest } from "./request";

// Stands for the caller's own token.
const token = "TOKEN";

type Header = [name: string, value: string];

// A form's type has a boundary, which the client chooses.
function headersOf(request: SampleRequest): Header[] {
    const headers: Header[] = [["Accept", "application/json"]];
    if (request.needsToken) headers.push(["Authorization", `Bearer ${token}`]);
    if (request.body?.kind === "json") headers.push(["Content-Type", "application/json"]);
    return headers;
}

const json = (value: unknown): string => JSON.stringify(value, null, 2);
const indented = (text: string, spaces: number): string =>
    text.replaceAll("\n", `\n${" ".repeat(spaces)}`);

// A word of a shell, whatever it contains.
const shellWord = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

export function curlSample(request: SampleRequest): string {
    const lines = [`curl ${shellWord(request.url)}`];
    const isPlain = request.method === (request.body === undefined ? "GET" : "POST");
    if (!isPlain) lines[0] = `curl -X ${request.method} ${shellWord(request.url)}`;
    for (const [name, value] of headersOf(request))
        lines.push(`-H ${shellWord(`${name}: ${value}`)}`);
    if (request.body?.kind === "json") lines.push(`-d ${shellWord(json(request.body.value))}`);
    if (request.body?.kind === "form")
        for (const { name, text, isFile } of request.body.fields)
            lines.push(`-F ${shellWord(`${name}=${isFile ? "@" : ""}${text}`)}`);
    return lines.join(" \\\n  ");
}

export function javaScriptSample(request: SampleRequest): string {
    const { body, method, url } = request;
    const lines: string[] = [];
    if (body?.kind === "form") {
        lines.push("const form = new FormData();");
        for (const { name, text, isFile } of body.fields)
            lines.push(
                isFile
                    ? `form.append(${JSON.stringify(name)}, file, ${JSON.stringify(text)});`
                    : `form.append(${JSON.stringify(name)}, ${JSON.stringify(text)});`,
            );
    }
    lines.push(`const response = await fetch(${JSON.stringify(url)}, {`);
    if (method !== "GET") lines.push(`  method: ${JSON.stringify(method)},`);
    lines.push("  headers: {");
    for (const [name, value] of headersOf(request))
        lines.push(`    ${JSON.stringify(name)}: ${JSON.stringify(value)},`);
    lines.push("  },");
    if (body?.kind === "json")
        lines.push(`  body: JSON.stringify(${indented(json(body.value), 2)}),`);
    if (body?.kind === "form") lines.push("  body: form,");
    lines.push("});", "const answer = await response.json();");
    return lines.join("\n");
}

// Between single quotes PHP reads only \\ and \' as something else.
const phpText = (text: string): string =>
    `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;

function phpValue(value: unknown, depth: number): string {
    if (value === null) return "null";
    if (typeof value === "string") return phpText(value);
    if (typeof value !== "object") return String(value);
    const entries = Array.isArray(value)
        ? value.map((item) => phpValue(item, depth + 1))
        : Object.entries(value).map(
              ([key, item]) => `${phpText(key)} => ${phpValue(item, depth + 1)}`,
          );
    // An empty object is another text than an empty list.
    if (entries.length === 0) return Array.isArray(value) ? "[]" : "new stdClass()";
    const space = "    ".repeat(depth + 1);
    return `[\n${entries.map((entry) => `${space}${entry},\n`).join("")}${"    ".repeat(depth)}]`;
}

export function phpSample(request: SampleRequest): string {
    const { body, method, url } = request;
    const options: string[] = [];
    if (method !== "GET") options.push(`CURLOPT_CUSTOMREQUEST => ${phpText(method)},`);
    options.push("CURLOPT_HTTPHEADER => [");
    for (const [name, value] of headersOf(request))
        options.push(`    ${phpText(`${name}: ${value}`)},`);
    options.push("],");
    if (body?.kind === "json")
        options.push(`CURLOPT_POSTFIELDS => json_encode(${phpValue(body.value, 1)}),`);
    if (body?.kind === "form") {
        options.push("CURLOPT_POSTFIELDS => [");
        for (const { name, text, isFile } of body.fields) {
            const value = isFile ? `new CURLFile(${phpText(text)})` : phpText(text);
            options.push(`    ${phpText(name)} => ${value},`);
        }
        options.push("],");
    }
    options.push("CURLOPT_RETURNTRANSFER => true,");
    return [
        "<?php",
        `$request = curl_init(${phpText(url)});`,
        "curl_setopt_array($request, [",
        ...options.map((option) => `    ${option}`),
        "]);",
        "$answer = json_decode(curl_exec($request), true);",
    ].join("\n");
}

export interface Language {
    name: string;
    write: (request: SampleRequest) => string;
}

export const languages: Language[] = [
    { name: "curl", write: curlSample },
    { name: "JavaScript", write: javaScriptSample },
    { name: "PHP", write: phpSample },
];
