// Values and requests that no correct client sends.
import { type Random } from "./Random.ts";

const deep = (levels: number) => "[".repeat(levels) + "]".repeat(levels);

// JSON text, so that it can be something that JSON.stringify never writes.
export const hostileValues: readonly string[] = [
    "null", "true", "false", "0", "-1", "1", "2", "1.0", "1.5", "-0", "1e3", "1e400", "-1e400",
    "9223372036854775807", "9223372036854775808", "-9223372036854775808",
    "-9223372036854775809", "18446744073709551616", "1" + "0".repeat(400),
    '""', '" "', '"0"', '"01"', '"1"', '"9223372036854775808"', '"-1"', '"1e3"', '"abc"',
    '"\\u0000"', '"a\\u0000b"', '"\\ud83d\\ude00"', '"\\u202e"', '"\\ud800"', '"\'"', '"%_\\\\"',
    '"\'; DROP TABLE users; --"', '"$1 :id ?1"', '"2025-12-30"', '"2025-02-30"', '"0000-00-00"',
    '"9999999-01-01"', '"9999-12-31"', '"10000-01-01"', '"0001-01-01"', '"-0001-01-01"',
    '"@1767944579"', '"@99999999999999999999"', '"@-99999999999999"', '"08:00"', '"24:00"',
    '"+1000000 years"', '"now"', '"99999-99-99 99:99:99"', '"2025-12-30T10:00:00+99:99"',
    '"08123456789"', '"a@b"', "[]", "{}", "[1]", "[null]", "[[1]]", '{"a":1}', '{"0":1}', "[1,1]",
    '["9223372036854775808"]', `"${"x".repeat(3000)}"`, `"${"é".repeat(70_000)}"`, deep(50),
    deep(3000), `[${"1,".repeat(3000)}1]`,
];

// Bytes of a URL; some are not valid characters.
export const hostileText: readonly string[] = [
    "", "0", "-1", "1", "abc", "1.5", "01", "%31", "99999999999999999999", "9223372036854775807",
    "9223372036854775808", "%00", "a%00b", "%ff", "%c3%28", "%ed%a0%80", "%", "%zz", "%2e%2e",
    "..", "%2F", "%25", "+", "%20", "%0d%0aX:%20y", "'", "%22", "%5c", "%e2%80%ae", "*", "$1",
    "null", "true", "[]", "2025-12-30", "9999999-01-01", "1000000000000000000", "x".repeat(3000),
];

export interface Draft {
    method: string;
    path: string; // without a query
    query: [string, string][]; // encoded
    body: Record<string, string> | undefined; // values are JSON text
    contentType: string;
}

const textTypes = ["text/plain", "application/xml", "", "application/json; charset=utf-16"];

function changeBody(draft: Draft, random: Random): void {
    const body = (draft.body ??= {});
    const keys = Object.keys(body);
    const isKnown = keys.length > 0 && random.next() < 0.9;
    const key = random.pick(isKnown ? keys : ["", "a"]);
    if (random.next() < 0.15) delete body[key];
    else body[key] = random.pick(hostileValues);
}

function changeQuery(draft: Draft, random: Random): void {
    const names = ["page", "per_page", "search", "date", "poly_id", "status_id", "month", "year"];
    const others = ["doctor_id", "_method", "page[]", "search[a][b]", "[", "%00", "a.b", "s[0]"];
    const name = random.pick(random.next() < 0.7 ? names : others);
    draft.query.push([name, random.pick(hostileText)]);
}

// Replaces a segment after "/api", or adds one.
function changePath(draft: Draft, random: Random): void {
    const parts = draft.path.split("/");
    parts[2 + random.below(parts.length - 1)] = random.pick(hostileText);
    draft.path = parts.join("/");
}

// One to three changes.
export function mutate(draft: Draft, random: Random): void {
    for (let count = 1 + random.below(3); count > 0; --count) {
        const which = random.next();
        if (which < 0.55) changeBody(draft, random);
        else if (which < 0.8) changeQuery(draft, random);
        else if (which < 0.92) changePath(draft, random);
        else draft.contentType = random.pick(textTypes);
    }
}

function bodyOf(draft: Draft): Buffer {
    if (draft.body === undefined) return Buffer.alloc(0);
    const fields = Object.entries(draft.body);
    if (draft.contentType === "application/x-www-form-urlencoded")
        return Buffer.from(fields.map(([key, value]) => `${key}=${unquoted(value)}`).join("&"));
    return Buffer.from(
        `{${fields.map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(",")}}`,
    );
}

const unquoted = (json: string) => encodeURIComponent(json.replace(/^"(.*)"$/s, "$1"));

// Sometimes replaces a few bytes of the finished body.
function damage(body: Buffer, random: Random): void {
    if (body.length === 0 || random.next() > 0.15) return;
    for (let count = 1 + random.below(4); count > 0; --count)
        body[random.below(body.length)] = random.below(256);
}

export function bytesOf(draft: Draft, token: string, random: Random): Buffer {
    const body = bodyOf(draft);
    damage(body, random);
    const query = draft.query.map(([name, value]) => `${name}=${value}`).join("&");
    const head = [
        `${draft.method} ${draft.path}${query === "" ? "" : `?${query}`} HTTP/1.1`,
        "Host: localhost",
        `Authorization: Bearer ${token}`,
        `Content-Type: ${draft.contentType}`,
        `Content-Length: ${body.length}`,
    ];
    return Buffer.concat([Buffer.from(`${head.join("\r\n")}\r\n\r\n`, "latin1"), body]);
}
