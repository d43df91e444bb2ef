import { describe, expect, test } from "vitest";
import { makePassword, usernameOf } from "./people";
import { isReady, nextStep, stepsOf, type Facts, type Poly, type User } from "./steps";

const poly = (letter: string | null) => ({ id: 1, name: "Poli Umum", letter }) as Poly;
const user = (role: string, poly_id: number | null) =>
    ({ poly_id, roles: [{ name: role }] }) as unknown as User;
const first: Facts = {
    hasOwnPassword: false,
    clinicName: "Klinik",
    polies: [poly(null)],
    users: [user("Superadmin", 1)],
    hasSchedules: false,
    openBoards: 0,
    hasCalled: false,
    isDismissed: false,
    isDemo: false,
};
const ready: Facts = {
    hasOwnPassword: true,
    clinicName: "Klinik Sehat",
    polies: [poly("A")],
    users: [user("Superadmin", 1), user("Dokter", 1), user("Administrasi", null)],
    hasSchedules: true,
    openBoards: 1,
    hasCalled: true,
    isDismissed: false,
    isDemo: false,
};
const next = (facts: Facts) => nextStep(stepsOf(facts));

describe("the steps", () => {
    test("nothing is done at the first start", () => {
        expect(stepsOf(first).map(({ done }) => done)).toEqual(Array(7).fill(""));
        expect(next(first)).toBe("sandi");
        expect(isReady(first)).toBe(false);
    });
    test("all is done when a number was called", () => {
        expect(next(ready)).toBeNull();
        expect(isReady(ready)).toBe(true);
    });
    test.each([
        ["sandi", { hasOwnPassword: false }],
        ["klinik", { clinicName: "Klinik" }],
        ["poli", { polies: [] }],
        ["poli", { polies: [poly("A"), poly(null)] }],
        ["orang", { users: [user("Dokter", 1)] }],
        ["orang", { users: [user("Dokter", null), user("Administrasi", null)] }],
        ["jadwal", { hasSchedules: false }],
        ["layar", { openBoards: 0, hasCalled: false }],
        ["coba", { hasCalled: false }],
    ] as const)("%s is next with %o", (step, change) => {
        expect(next({ ...ready, ...change })).toBe(step);
    });
    test("a board that is off after the first call was opened", () => {
        expect(next({ ...ready, openBoards: 0 })).toBeNull();
    });
    test("a dismissed list stays away", () => {
        expect(isReady({ ...first, isDismissed: true })).toBe(true);
        expect(isReady({ ...first, isDemo: true })).toBe(true);
    });
});

describe("user names", () => {
    test.each([
        ["Budi Santoso", [], "budi.santoso"],
        ["drg. Citra Lestari, Sp.KG", [], "citra.lestari"],
        ["dr. Andi", [], "andi"],
        ["Siti Nur Aisyah", [], "siti.nur"],
        ["Budi Santoso", ["budi.santoso", "budi.santoso2"], "budi.santoso3"],
        ["  ", [], ""],
    ])("%s", (name, taken, expected) => {
        expect(usernameOf(name, taken)).toBe(expected);
    });
});

test("passwords differ and are readable", () => {
    const passwords = Array.from({ length: 50 }, makePassword);
    expect(new Set(passwords).size).toBe(50);
    for (const password of passwords) expect(password).toMatch(/^[a-hjkmnp-z2-9]{10}$/);
});
