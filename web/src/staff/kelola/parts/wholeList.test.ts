import { describe, expect, it } from "vitest";
import { narrowed, type WholeRules } from "./wholeList";

interface Row {
    id: number;
    name: string;
    room: string;
}
const rows: Row[] = [
    { id: 1, name: "Poli Umum", room: "Ruang 10" },
    { id: 2, name: "Poli Gigi", room: "Ruang 2" },
    { id: 3, name: "Klinik Éstetika", room: "" },
];
const rules: WholeRules<Row> = {
    text: ({ name, room }) => `${name} ${room}`,
    filters: { room: (row, room) => row.room === room },
    sorts: { name: ({ name }) => name, room: ({ room }) => room, id: ({ id }) => id },
};
const ids = (by: { search?: string; sort?: string; filters?: Record<string, string> }) =>
    narrowed(rows, rules, { search: "", sort: "", filters: {}, ...by }).map(({ id }) => id);

describe("a list that is read whole", () => {
    it("has the order of its first column unless another is chosen", () => {
        expect(ids({})).toEqual([3, 2, 1]);
        expect(ids({ sort: "-name" })).toEqual([1, 2, 3]);
        expect(ids({ sort: "unknown" })).toEqual([3, 2, 1]);
    });
    it("counts numbers in texts as numbers", () => {
        expect(ids({ sort: "room" })).toEqual([3, 2, 1]);
        expect(ids({ sort: "-id" })).toEqual([3, 2, 1]);
    });
    it("finds every word, without accents and capitals", () => {
        expect(ids({ search: "ruang POLI" })).toEqual([2, 1]);
        expect(ids({ search: "estetika" })).toEqual([3]);
        expect(ids({ search: "poli estetika" })).toEqual([]);
    });
    it("takes filters that have a value, and no others", () => {
        expect(ids({ filters: { room: "Ruang 2" } })).toEqual([2]);
        expect(ids({ filters: { room: "", unknown: "x" } })).toEqual([3, 2, 1]);
    });
    it("leaves the rows as they were", () => {
        ids({ sort: "-name" });
        expect(rows.map(({ id }) => id)).toEqual([1, 2, 3]);
    });
});
