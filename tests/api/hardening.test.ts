// What makes an error in memory hard to use: the program itself, as the linker has made it.
import { test } from "node:test";
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { binary } from "../support/Binary.ts";

const run = promisify(execFile);

async function read(...what: string[]): Promise<string> {
    const { stdout } = await run("readelf", ["--wide", ...what, binary()]);
    return stdout;
}

test("TheProgramIsLoadedAtARandomAddress", async () => {
    assert.match(await read("--file-header"), /Type: +DYN \(Position-Independent Executable/);
});

test("NothingIsBothWritableAndExecutable", async () => {
    const segments = (await read("--program-headers"))
        .split("\n")
        .map((line) => /^ +(LOAD|GNU_STACK) .* 0x[0-9a-f]+ ([R ][W ][E ]) +0x/.exec(line))
        .filter((found) => found !== null);
    assert.ok(segments.length >= 3, "the segments were read");
    assert.ok(segments.some(([, kind]) => kind === "GNU_STACK"));
    for (const [line, , rights] of segments) assert.notEqual(rights?.slice(1), "WE", line);
});

test("TheTableOfJumpsCannotBeWrittenAfterTheStart", async () => {
    assert.match(await read("--program-headers"), /GNU_RELRO/);
    assert.match(await read("--dynamic"), /\(FLAGS_1\) +Flags: .*NOW/);
});
