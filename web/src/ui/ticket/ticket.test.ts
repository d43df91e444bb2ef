import { describe, expect, it } from "vitest";
import {
    aheadText,
    deskAheadText,
    practiceText,
    estimateText,
    kindText,
    placeText,
    registeredText,
    type Ticket,
} from "./ticket";

const poly = { id: 1, name: "Poli Umum", room: "Ruang 2", letter: "A" };
const ticket: Ticket = {
    clinic: {
        name: "Klinik Sehat",
        address: null,
        phone: null,
        logo_path: null,
        timezone: "Asia/Jayapura",
    },
    queue_number: 12,
    display_number: "A-012",
    poly,
    doctor_name: "dr. Agus Setiawan",
    date: "2026-11-30",
    session: { start_time: "08:00:00", end_time: "12:00:00" },
    priority: "ibu_hamil",
    bpjs: true,
    people_ahead: 3,
    absent_ahead: 1,
    estimate: {
        from_minutes: 25,
        to_minutes: 40,
        from: "2026-11-30T00:25:00.000000Z",
        to: "2026-11-30T00:40:00.000000Z",
        confidence: "medium",
    },
    link: "/a/Q2VrIHRhdXRhbiBhbnRyZQ",
    url: "https://klinik.example/a/Q2VrIHRhdXRhbiBhbnRyZQ",
    registered_at: "2026-11-30T00:00:00.000000Z",
    is_demo: false,
};

describe("a ticket", () => {
    it("says where, to whom and when", () => {
        expect(placeText(ticket)).toBe("Poli Umum · Ruang 2");
        expect(practiceText(ticket)).toBe("Praktik 08:00–12:00");
        expect(kindText(ticket)).toBe("BPJS · Ibu hamil");
        expect(aheadText(ticket)).toBe("3 orang di depan Anda");
    });
    it("says at the desk who of those ahead has not come", () => {
        expect(deskAheadText(ticket)).toBe("3 orang di depan, 1 belum datang");
        expect(deskAheadText({ ...ticket, absent_ahead: 0 })).toBe("3 orang di depan");
        expect(deskAheadText({ ...ticket, absent_ahead: null })).toBe("3 orang di depan");
        expect(deskAheadText({ ...ticket, people_ahead: 0 })).toBe("Berikutnya dipanggil");
        expect(deskAheadText({ ...ticket, people_ahead: null })).toBe("");
    });
    it("has times of the clinic's zone", () => {
        expect(estimateText(ticket)).toBe("09:25–09:40");
        expect(registeredText(ticket)).toBe("Diambil pukul 09:00");
    });
    it("says nothing that it does not know", () => {
        const bare: Ticket = {
            ...ticket,
            poly: ticket.poly && { ...ticket.poly, room: null },
            doctor_name: null,
            session: null,
            priority: null,
            bpjs: false,
            people_ahead: null,
            absent_ahead: null,
            estimate: null,
        };
        expect(placeText(bare)).toBe("Poli Umum");
        expect(practiceText(bare)).toBe("");
        expect(kindText(bare)).toBe("Umum");
        expect(aheadText(bare)).toBe("");
        expect(estimateText(bare)).toBe("");
        expect(aheadText({ ...ticket, people_ahead: 0 })).toBe("Anda berikutnya");
    });
});
