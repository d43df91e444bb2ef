// Compares whole bodies. A matcher stands for a value that differs from run to run.
import assert from "node:assert/strict";

class Matcher {
    readonly name: string;
    readonly matches: (value: unknown) => boolean;

    constructor(name: string, matches: (value: unknown) => boolean) {
        this.name = name;
        this.matches = matches;
    }
}

function pattern(name: string, expression: RegExp): Matcher {
    return new Matcher(name, (value) => typeof value === "string" && expression.test(value));
}

export const any = {
    // "2025-12-29T06:15:48.000000Z": a stored instant (microseconds always zero).
    timestamp: pattern("timestamp", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000000Z$/),
    // The same with real microseconds.
    instant: pattern("instant", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
    date: pattern("date", /^\d{4}-\d\d-\d\d$/),
    time: pattern("time", /^\d\d:\d\d:\d\d$/),
    token: pattern("token", /^\d+\|[A-Za-z0-9]{40}[0-9a-f]{8}$/),
    id: new Matcher("id", (value) => Number.isSafeInteger(value) && (value as number) > 0),
    integer: new Matcher("integer", Number.isSafeInteger),
    text: new Matcher("text", (value) => typeof value === "string"),
    list: new Matcher("list", Array.isArray),
    value: new Matcher("value", (value) => value !== undefined),
};

// `expected`, with each matcher replaced by the actual value if it matches, otherwise by its
// <name>.
function settled(expected: unknown, actual: unknown): unknown {
    if (expected instanceof Matcher)
        return expected.matches(actual) ? actual : `<${expected.name}>`;
    if (Array.isArray(expected)) {
        const list = Array.isArray(actual) ? actual : [];
        return expected.map((item, index) => settled(item, list[index]));
    }
    if (expected !== null && typeof expected === "object") {
        const object = (actual !== null && typeof actual === "object" ? actual : {}) as Record<
            string,
            unknown
        >;
        return Object.fromEntries(
            Object.entries(expected).map(([key, item]) => [key, settled(item, object[key])]),
        );
    }
    return expected;
}

// Asserts the same keys and values in the same order, and nothing else.
export function assertJson(actual: unknown, expected: unknown): void {
    const wanted = settled(expected, actual);
    assert.deepStrictEqual(actual, wanted);
    // deepStrictEqual ignores the order of keys; the contract does not.
    assert.equal(JSON.stringify(actual, null, 1), JSON.stringify(wanted, null, 1));
}

export function assertAnswer(
    answer: { status: number; body: unknown },
    status: number,
    expected: unknown,
): void {
    assertJson({ status: answer.status, body: answer.body }, { status, body: expected });
}
