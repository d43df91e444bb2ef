import { expect, test } from "vitest";
import type { Entry } from "./audit";
import { differences, objectText, whatText, whoText } from "./words";

const names = { polies: new Map([[3, "Poli Gigi"]]), users: new Map([[7, "dr. Andi"]]) };
const entry = (of: Partial<Entry>): Entry => ({
    id: 1,
    created_at: "2026-11-24T03:00:00.000000Z",
    user: { id: 1, name: "Nandar" },
    kind: "user",
    action: "changed",
    object_id: 5,
    object_name: "Dewi",
    before: null,
    after: null,
    address: "10.0.0.7",
    request_id: "a",
    ...of,
});

test("a sentence says who, what and which", () => {
    const taken = entry({ kind: "role_permissions", object_name: "Dokter" });
    expect([whoText(taken), whatText(taken), objectText(taken)]).toEqual([
        "Nandar",
        "mengubah izin peran",
        "Dokter",
    ]);
    expect(whatText(entry({ kind: "visit", action: "no_show" }))).toBe(
        "mencatat tidak hadir kunjungan",
    );
});

test("a config that the clinic knows has the clinic's word, once", () => {
    const name = entry({ kind: "config", object_name: "clinic_name" });
    expect([whatText(name), objectText(name)]).toEqual(["mengubah nama klinik", ""]);
});

test("what nobody signed in did is told apart", () => {
    expect(whoText(entry({ user: null, address: "command line" }))).toBe("Perintah di server");
    expect(whoText(entry({ user: null, address: null }))).toBe("Pasien atau kios");
    expect(whoText(entry({ user: null }))).toBe("Tanpa masuk");
});

test("of a list, only what went and came is said", () => {
    const before = { permissions: ["queue.done", "users.write"] };
    const after = { permissions: ["queue.done", "reports.read"] };
    const [permissions] = differences(entry({ before, after }), names);
    expect([permissions?.gone, permissions?.come]).toEqual([
        ["mengubah pengguna"],
        ["membaca laporan"],
    ]);
});

test("ids have names, secrets have none", () => {
    const list = differences(
        entry({
            before: { poly_id: 3, password: "changed" },
            after: { poly_id: null, password: "changed" },
        }),
        names,
    );
    expect(
        list.map(({ word, before, after, isHidden }) => [word, before, after, isHidden]),
    ).toEqual([
        ["Poli", "Poli Gigi", null, false],
        ["Kata sandi", "changed", "changed", true],
    ]);
});

test("of a visit, only the move and its note are said", () => {
    const list = differences(
        entry({
            kind: "visit",
            before: { status_id: 1, status: "Menunggu" },
            after: { status_id: 7, status: "Dibatalkan", date: "2026-11-24", note: "Hujan" },
        }),
        names,
    );
    expect(list.map(({ word, after }) => [word, after])).toEqual([
        ["Status", "Dibatalkan"],
        ["Catatan", "Hujan"],
    ]);
});

test("notes of the ledger are said in words", () => {
    const noteOf = (note: string) =>
        differences(entry({ kind: "visit", action: "registered", after: { note } }), names).map(
            ({ after }) => after,
        );
    expect(noteOf("kiosk: 3")).toEqual(["lewat kios 3"]);
    expect(noteOf("priority: ibu_hamil")).toEqual(["prioritas: Ibu hamil"]);
    expect(noteOf("priority: none")).toEqual(["prioritas: tidak"]);
    expect(noteOf("Hujan: banjir")).toEqual(["Hujan: banjir"]);
});
