import { describe, expect, it } from "vitest";
import type { Me } from "../session/permissions";
import { groupsFor, sections } from "./sections";

const me = (permissions: string[], role = "Kepala Klinik"): Me => ({
    id: 1,
    name: "Nandar",
    username: "nandar",
    email: "nandar@mail.com",
    poly_id: null,
    poly: null,
    roles: [{ id: 2, name: role }],
    permissions,
    polies: [],
});
const pathsFor = (whose: Me) =>
    groupsFor(whose).flatMap((group) => group.sections.map(({ path }) => path));

describe("the sections of Kelola", () => {
    it("are seen by those who may do what they are for", () => {
        expect(pathsFor(me([]))).toEqual([]);
        expect(pathsFor(me(["poly.write", "users.write"]))).toEqual(["pengguna", "poli"]);
        expect(groupsFor(me(["poly.write"])).map(({ word }) => word)).toEqual(["Klinik"]);
    });
    it("are all seen by a Superadmin", () => {
        expect(pathsFor(me([], "Superadmin"))).toEqual(sections.map(({ path }) => path));
    });
    it("have one path each", () => {
        expect(new Set(sections.map(({ path }) => path)).size).toBe(sections.length);
    });
});
