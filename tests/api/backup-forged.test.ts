// Archives that no backup is: damaged ones, and what a forger would give to an operator in a hurry.
// Each is refused with one line, and nothing is left or changed.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import {
    backupMembers,
    type Manifest,
    type Member,
    sha256,
    tar,
    zstd,
} from "../support/Archives.ts";
import { engineUnderTest } from "../support/Engine.ts";
import { randomOf } from "../support/Random.ts";
import { type CommandResult, runCommand, startServer } from "../support/Server.ts";

const onSqlite = { skip: engineUnderTest() !== "sqlite" && "the archives are of SQLite" };

let dir = "";
let about: Omit<Manifest, "members">;
let database: Buffer;
let archive: Buffer;  // as the program made it

before(async () => {
    if (onSqlite.skip !== false) return;
    dir = await mkdtemp(join(tmpdir(), "antrean-forged-"));
    const server = await startServer({ flags: ["--demo"] });
    try {
        const file = join(dir, "good.tar.zst");
        assert.equal((await server.command("backup", file)).status, 0);
        archive = await readFile(file);
        const good = join(dir, "good");
        assert.equal((await runCommand(["restore", file, "--data-dir", good])).status, 0);
        database = await readFile(join(good, "antrean.db"));
        about = await aboutOf(file);
    } finally {
        await server.close();
    }
});
after(() => dir && rm(dir, { recursive: true }));

// The manifest without its members, as the program wrote it.
async function aboutOf(file: string): Promise<Omit<Manifest, "members">> {
    const args = ["--zstd", "-xOf", file, "manifest.json"];
    const { stdout } = await promisify(execFile)("tar", args);
    const { members: _, ...rest } = JSON.parse(stdout) as Manifest;
    return rest;
}

const databaseMember = (): Member => ({ name: "database/antrean.db", content: database });
const file = (name: string, text = "x"): Member => ({ name, content: Buffer.from(text) });
const packed = (members: Member[]) => zstd(tar(members));
// With a manifest that fits.
const members = (...more: Member[]) => backupMembers(about, [databaseMember(), ...more]);

async function tryBoth(content: Buffer): Promise<CommandResult[]> {
    const path = join(dir, "forged.tar.zst");
    await writeFile(path, content);
    const to = join(dir, "to");
    const results = [
        await runCommand(["verify", path], { env: { TMPDIR: dir } }),
        await runCommand(["restore", path, "--data-dir", to]),
    ];
    const left = (await readdir(dir)).filter((name) => name.startsWith("."));
    assert.deepEqual(left, []);
    return results;
}

async function assertRefused(content: Buffer, line: RegExp): Promise<void> {
    for (const { status, stderr } of await tryBoth(content)) {
        assert.equal(status, 1, stderr);
        assert.match(stderr, line);
        assert.match(stderr, /^antrean: [^\n]*\n$/);
    }
    const to = join(dir, "to");
    assert.deepEqual(await readdir(to).catch(() => []), []);
    await rm(to, { recursive: true, force: true });
}

async function assertAccepted(content: Buffer): Promise<void> {
    for (const { status, stdout, stderr } of await tryBoth(content))
        assert.equal(status, 0, stdout + stderr);
    await rm(join(dir, "to"), { recursive: true });
}

test("WhatTheTestForgesWouldOtherwiseBeTaken", onSqlite, async () => {
    await assertAccepted(packed(members(file("files/faq/a.pdf"), file("secrets/secret-key"))));
});

const damaged = /is not a backup of antrean, or it is damaged/;

test("IsRefusedWhenAnyPlaceIsDamaged", onSqlite, async (t) => {
    const random = randomOf(t);
    const places = [4, 5, 8, 20, 100, archive.length - 1, archive.length - 5, archive.length >> 1]
        .concat(Array.from({ length: 30 }, () => random.below(archive.length)));
    for (const place of places) {
        const copy = Buffer.from(archive);
        copy[place] = (copy[place] as number) ^ (1 << random.below(8));
        // A bit of the frame that no decoder uses changes nothing of what is restored.
        const path = join(dir, "flipped.tar.zst");
        await writeFile(path, copy);
        const result = await runCommand(["verify", path]);
        const restored = result.status === 0 ? await databaseOf(path) : undefined;
        if (restored !== undefined) assert.equal(sha256(restored), sha256(database), `${place}`);
        else assert.match(result.stderr, /^antrean: [^\n]*\n$/, `${place}`);
    }
    // The same without compression, where each flipped bit is one of the contents.
    const plain = packed(members(file("files/faq/a.pdf", "a".repeat(2000))));
    for (let time = 0; time < 30; ++time) {
        const copy = Buffer.from(plain);
        const place = 9 + random.below(plain.length - 9 - 1024);
        copy[place] = (copy[place] as number) ^ (1 << random.below(8));
        const path = join(dir, "flipped.tar.zst");
        await writeFile(path, copy);
        const { status, stderr } = await runCommand(["verify", path]);
        const isInPadding = status === 0 && (await databaseOf(path)).equals(database);
        if (!isInPadding) assert.match(stderr, /^antrean: [^\n]*\n$/, `${place}`);
    }
});

async function databaseOf(path: string): Promise<Buffer> {
    const to = join(dir, "flipped");
    assert.equal((await runCommand(["restore", path, "--data-dir", to])).status, 0);
    const content = await readFile(join(to, "antrean.db"));
    await rm(to, { recursive: true });
    return content;
}

test("IsRefusedWhenItIsCutOff", onSqlite, async (t) => {
    const random = randomOf(t);
    for (const length of [0, 1, 4, 10, 700, archive.length - 1, random.below(archive.length)])
        await assertRefused(archive.subarray(0, length), /is not a backup of antrean|damaged/);
});

test("IsRefusedWhenItIsSomethingElse", onSqlite, async () => {
    for (const content of [database, Buffer.from("PK\x03\x04"), tar(members()), Buffer.alloc(4096)])
        await assertRefused(content, damaged);
    await assertRefused(packed([file("README", "hello")]), damaged);
});

test("NoMemberLeavesTheFolderOrTakesThePlaceOfOthers", onSqlite, async () => {
    const names = [
        "files/../../evil", "files/faq/../../../evil", "../evil", "/etc/evil", "files//etc/evil",
        "files/", "files", "files/.hidden", "files/faq/.hidden", "files/antrean.db",
        "files/antrean.db-wal", "files/secret-key", "files/backups/x", "files/a\\b", "files/a\nb",
        "files/before-restore-1/x", "secrets/other", "secrets/../evil", "database/other",
        "manifest.json", "database/antrean.db", "database/antrean.pgdump", "files/lost+found/x",
    ];
    for (const name of names) await assertRefused(packed(members(file(name))), damaged);
});

test("OnlyPlainFilesThatTheManifestNamesAreTaken", onSqlite, async () => {
    const good = file("files/faq/a.pdf", "content");
    for (const type of ["1", "2", "3", "4", "5", "6"])
        await assertRefused(
            packed(members(good).map((member) =>
                member.name === good.name ? { ...member, type, link: "/etc/passwd" } : member,
            )),
            damaged,
        );
    const made = members(good);
    await assertRefused(packed(made.filter(({ name }) => name !== good.name)), damaged);
    const [last] = made.slice(-1) as [Member];
    await assertRefused(packed([...made.slice(0, -1), file("files/more"), last]), damaged);
    await assertRefused(packed([...made, file("files/more")]), damaged);
    await assertRefused(packed(made.slice(0, -1)), damaged);
    await assertRefused(packed([made[0], made[2], made[1], made[3]] as Member[]), damaged);
    await assertRefused(
        packed(made.map((member) =>
            member.name === good.name ? { ...member, content: Buffer.from("cOntent") } : member,
        )),
        /the checksum of files\/faq\/a\.pdf is wrong/,
    );
    await assertRefused(
        packed(made.map((member) =>
            member.name === "manifest.sha256" ? file(member.name, "0".repeat(64)) : member,
        )),
        /the checksum of its manifest is wrong/,
    );
    await assertRefused(packed(members(file("files/a"), file("files/a/b"))), /antrean: /);
});

const withAbout = (changes: Record<string, unknown>, ...more: Member[]) =>
    packed(backupMembers({ ...about, ...changes } as typeof about, [databaseMember(), ...more]));

test("AManifestThatLiesIsRefused", onSqlite, async () => {
    const rows = { ...about.rows, users: (about.rows.users ?? 0) + 1 };
    await assertRefused(withAbout({ rows }), /not the one that its manifest describes/);
    await assertRefused(withAbout({ schema_version: 1 }), /not the one that its manifest/);
    for (const changes of [
        { rows: [] }, { rows: { users: "1" } }, { clinic: 7 }, { made_at: null },
        { engine: "mysql" }, { engine: "postgresql" }, { has_secrets: "no" },
        { schema_version: "22" }, { program: [] }, { format: "1" },
    ])
        await assertRefused(withAbout(changes), damaged);
    for (const text of ["", "[]", "{}", "null", "{", "1".repeat(1000), "[".repeat(100_000)])
        await assertRefused(packed([file("manifest.json", text)]), damaged);
});

test("ANewerSchemaOrFormatNamesTheWayOut", onSqlite, async () => {
    await assertRefused(
        withAbout({ schema_version: 9999, program: "9.9.9" }),
        /schema 9999, made by antrean 9\.9\.9, .* knows schema \d+ at most: install that version/,
    );
    await assertRefused(withAbout({ format: 2 }), /its format is 2, .* reads format 1/);
});

test("WhatWouldFillTheDiskIsNotUnpacked", onSqlite, async () => {
    const huge = 2 ** 50;
    const made = backupMembers(about, [databaseMember(), file("files/a")]);
    const manifest = JSON.parse(String(made[0]?.content)) as Manifest;
    for (const entry of manifest.members) if (entry.name === "files/a") entry.bytes = huge;
    const text = Buffer.from(JSON.stringify(manifest));
    const forged = [{ name: "manifest.json", content: text }, ...made.slice(1)];
    await assertRefused(packed(forged), /promises more than any backup has/);
    // A manifest that says less than there is.
    for (const entry of manifest.members) if (entry.name === "files/a") entry.bytes = 1;
    await assertRefused(
        packed([made[0] as Member, made[1] as Member, file("files/a", "x".repeat(5000))]),
        damaged,
    );
});

test("ADatabaseThatIsNotOursIsRefused", onSqlite, async () => {
    const torn = Buffer.from(database);
    torn.fill(0xff, 4096, 3 * 4096);
    for (const content of [Buffer.from("nothing"), torn, Buffer.alloc(0)])
        await assertRefused(
            packed(backupMembers(about, [{ name: "database/antrean.db", content }])),
            /antrean: /,
        );
});

test("TextsOfAnArchiveDoNotSteerTheTerminal", onSqlite, async () => {
    const clinic = "\u001b[2J\u009b31mKlinik\n";
    for (const { stdout, stderr } of await tryBoth(withAbout({ clinic })))
        // eslint-disable-next-line no-control-regex
        assert.ok(!/[\u001b\u009b]/.test(stdout + stderr));
    await rm(join(dir, "to"), { recursive: true });
});
