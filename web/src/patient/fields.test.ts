import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fieldsOf, fieldsOfGone } from "./fields";
import { rendered } from "./render";
import { called, waiting } from "./sample";

const shown = (fields: Record<string, string>) =>
    Object.fromEntries(Object.entries(fields).filter(([, text]) => text !== ""));

describe("the fields of a visit", () => {
    it("are these while the patient waits", () => {
        expect(shown(fieldsOf(waiting, "CODE"))).toEqual({
            code: "CODE",
            state: "waiting",
            is_waiting: "ya",
            is_live: "ya",
            clinic_name: "Klinik Sehat Sentosa",
            clinic_address: "Jl. Melati No. 12, Yogyakarta",
            clinic_phone: "0274 123456",
            logo_path: "/favicon.svg",
            display_number: "A-012",
            poly: "Poli Umum",
            room: "Ruang 2",
            doctor_name: "dr. Agus Setiawan",
            date_text: "Senin, 30 November 2026",
            session_start: "08:00",
            session_end: "12:00",
            now_called: "A-009",
            people_ahead: "3",
            absent_ahead: "1",
            estimate_minutes: "25–40",
            estimate_times: "09:40–09:55",
            is_confidence_medium: "ya",
            can_check_in: "ya",
            can_cancel: "ya",
            updated_at: "09:12",
        });
    });
    it("name the number that matters to the patient as called", () => {
        expect(fieldsOf({ ...waiting, state: "waiting_doctor" }, "").now_called).toBe("A-007");
        expect(fieldsOf(called, "").now_called).toBe("");
    });
    it("say who calls, and which of the calls it is", () => {
        expect(shown(fieldsOf(called, ""))).toMatchObject({
            is_called_by_nurse: "ya",
            call_number: "2",
            checked_in_at: "07:52",
        });
        const doctor = fieldsOf({ ...called, status: "WITH_DOCTOR", number_of_calls: 1 }, "");
        expect(shown(doctor)).toMatchObject({ is_called_by_doctor: "ya" });
        expect(doctor.call_number).toBe("");
    });
    it("count people only for those who wait", () => {
        expect(fieldsOf({ ...waiting, people_ahead: 0 }, "")).toMatchObject({
            people_ahead: "",
            is_next: "ya",
        });
        expect(fieldsOf({ ...waiting, absent_ahead: null }, "")).toMatchObject({
            absent_ahead: "",
        });
        expect(fieldsOf({ ...called, people_ahead: 0 }, "")).toMatchObject({ is_next: "" });
        expect(fieldsOf({ ...waiting, people_ahead: null }, "")).toMatchObject({ is_next: "" });
    });
    it("give a range that is a point as one number", () => {
        const { from, from_minutes, confidence } = waiting.estimate!;
        const estimate = { from, to: from, from_minutes, to_minutes: from_minutes, confidence };
        expect(fieldsOf({ ...waiting, estimate }, "")).toMatchObject({
            estimate_minutes: "25",
            estimate_times: "09:40",
        });
    });
});

describe("the template", () => {
    const template = readFileSync(new URL("../../patient.html", import.meta.url), "utf8");

    it("has fields only that exist", () => {
        const page = rendered(template, fieldsOf(waiting, "CODE"));
        expect(page).not.toMatch(/\{\{|\}\}/);
        expect(page).toContain('action="CODE/check-in"');
    });
    it("hides what there is none of", () => {
        const [, attribute] = /data-show="room"[^>]*(hidden)/.exec(
            rendered(
                template,
                fieldsOf({ ...waiting, poly: { ...waiting.poly!, room: null } }, ""),
            ),
        )!;
        expect(attribute).toBe("hidden");
        expect(rendered(template, fieldsOf(waiting, ""))).not.toMatch(
            /data-show="room"[^>]*hidden/,
        );
    });
    it("says one state", () => {
        const empty = Object.keys(fieldsOf(waiting, "")).map((name) => [name, ""]);
        for (const fields of [
            fieldsOf(waiting, ""),
            fieldsOf(called, ""),
            { ...Object.fromEntries(empty), ...fieldsOfGone("CODE") },
        ]) {
            const sections = rendered(template, fields).match(/<section[^>]*>/g) ?? [];
            expect(sections.filter((section) => !/\shidden[\s>]/.test(section))).toHaveLength(1);
        }
    });
    it("cannot be broken by a name", () => {
        const clinic = { ...waiting.clinic, name: `<script>alert("x")</script>&'` };
        expect(rendered(template, fieldsOf({ ...waiting, clinic }, ""))).toContain(
            "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&amp;&#39;",
        );
    });
});
