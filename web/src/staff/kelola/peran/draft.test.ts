import { describe, expect, it } from "vitest";
import { changesOf, holds, permissionsWith, settled, turned, type Draft } from "./draft";
import { areasOf } from "./permissions";

const doctor = { role_id: 3, name: "Dokter", permissions: ["queue.done", "checkup.write"] };
const nurse = { role_id: 4, name: "Perawat", permissions: ["queue.anamnesa"] };
const nothing: Draft = new Map();

describe("a draft of permissions", () => {
    it("is empty when a change is taken back", () => {
        const once = turned(nothing, doctor, "reports.read");
        expect(holds(doctor, "reports.read", once)).toBe(true);
        expect(turned(once, doctor, "reports.read").size).toBe(0);
    });
    it("does not change the draft before it", () => {
        const once = turned(nothing, doctor, "reports.read");
        turned(once, doctor, "queue.done");
        expect(changesOf(once, [doctor])[0]?.loses).toEqual([]);
    });
    it("says what each role gets and loses", () => {
        const draft = turned(turned(nothing, doctor, "queue.done"), doctor, "reports.read");
        expect(changesOf(turned(draft, nurse, "lab.write"), [doctor, nurse])).toEqual([
            {
                role_id: 3,
                name: "Dokter",
                gets: ["Melihat dan mengunduh laporan"],
                loses: ["Menyelesaikan kunjungan"],
            },
            { role_id: 4, name: "Perawat", gets: ["Mencatat sampel lab"], loses: [] },
        ]);
    });
    it("keeps the server's order of permissions", () => {
        const draft = turned(nothing, doctor, "queue.anamnesa");
        const available = ["queue.anamnesa", "queue.done", "checkup.write"];
        expect(permissionsWith(doctor, available, draft)).toEqual(available);
    });
    it("forgets what somebody else has saved meanwhile", () => {
        const draft = turned(turned(nothing, doctor, "reports.read"), doctor, "lab.write");
        const now = { ...doctor, permissions: [...doctor.permissions, "reports.read"] };
        expect([...(settled(draft, [now]).get(3) ?? [])]).toEqual([["lab.write", true]]);
        expect(settled(draft, []).size).toBe(0);
    });
});

describe("the areas", () => {
    it("have every permission that the server offers, once", () => {
        const available = ["queue.done", "new.permission", "users.write"];
        const all = areasOf(available).flatMap(({ permissions }) => permissions);
        expect([...all].sort()).toEqual([...available].sort());
        expect(areasOf(available).at(-1)?.word).toBe("Lainnya");
    });
});
