// Values and requests that no decent client sends.
import { type Chance } from "./Chance.ts";

const deep = (levels: number) => "[".repeat(levels) + "]".repeat(levels);

// As JSON text, so that it may also be what JSON.stringify never writes.
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

// Bytes of a URL: some are not even characters.
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

function changeBody(draft: Draft, chance: Chance): void {
    const body = (draft.body ??= {});
    const keys = Object.keys(body);
    const isKnown = keys.length > 0 && chance.next() < 0.9;
    const key = chance.pick(isKnown ? keys : ["", "a"]);
    if (chance.next() < 0.15) delete body[key];
    else body[key] = chance.pick(hostileValues);
}

function changeQuery(draft: Draft, chance: Chance): void {
    const names = ["page", "per_page", "search", "date", "poly_id", "status_id", "month", "year"];
    const others = ["doctor_id", "_method", "page[]", "search[a][b]", "[", "%00", "a.b", "s[0]"];
    const name = chance.pick(chance.next() < 0.7 ? names : others);
    draft.query.push([name, chance.pick(hostileText)]);
}

// Replaces a part behind "/api", or adds one.
function changePath(draft: Draft, chance: Chance): void {
    const parts = draft.path.split("/");
    parts[2 + chance.below(parts.length - 1)] = chance.pick(hostileText);
    draft.path = parts.join("/");
}

// One to three changes.
export function mutate(draft: Draft, chance: Chance): void {
    for (let count = 1 + chance.below(3); count > 0; --count) {
        const which = chance.next();
        if (which < 0.55) changeBody(draft, chance);
        else if (which < 0.8) changeQuery(draft, chance);
        else if (which < 0.92) changePath(draft, chance);
        else draft.contentType = chance.pick(textTypes);
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

// Sometimes a few bytes of the body are replaced after all, whatever they were.
function damage(body: Buffer, chance: Chance): void {
    if (body.length === 0 || chance.next() > 0.15) return;
    for (let count = 1 + chance.below(4); count > 0; --count)
        body[chance.below(body.length)] = chance.below(256);
}

export function bytesOf(draft: Draft, token: string, chance: Chance): Buffer {
    const body = bodyOf(draft);
    damage(body, chance);
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
