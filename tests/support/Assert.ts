// Gives assert.ok() its message. Without one, Node searches the source of the call for the text of
// the expression. tsx runs other lines than the file has, so that Node may search for minutes: all
// the time that eventually() would look again.
import assert, { AssertionError } from "node:assert/strict";

function ok(value: unknown, message: string | Error = "The value is not truthy"): asserts value {
    if (value) return;
    if (message instanceof Error) throw message;
    throw new AssertionError({
        message,
        actual: value,
        expected: true,
        operator: "==",
        stackStartFn: ok,
    });
}

Object.assign(assert, { ok });
