// GET /a/{code}: the page of a visit's link, as a phone without JavaScript gets it.
import { test } from "node:test";
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { request } from "node:http";
import { fileURLToPath } from "node:url";
import { move, registration, type Row } from "../support/Clinic.ts";
import { today } from "../support/ClinicTime.ts";
import { startDemo } from "../support/Demo.ts";
import { eventually } from "../support/Eventually.ts";
import { inWords } from "../support/ClinicTime.ts";

const { server, api } = await startDemo("--trusted-proxies", "127.0.0.1");
const date = today();
const dist = fileURLToPath(new URL("../../web/dist/patient.html", import.meta.url));
const isBuilt = existsSync(dist);
const builtOnly = { skip: isBuilt ? false : "there is no web build" };

interface Page {
    status: number;
    headers: Record<string, string | string[] | undefined>;
    text: string;
}

function ask(method: string, path: string, headers: Record<string, string> = {}): Promise<Page> {
    return new Promise((done, failed) => {
        const call = request(`${server.baseUrl}${path}`, { method, headers, agent: false });
        call.on("error", failed).on("response", (answer) => {
            let text = "";
            answer.setEncoding("utf8").on("data", (part: string) => (text += part));
            answer.on("end", () =>
                done({ status: answer.statusCode ?? 0, headers: answer.headers, text }),
            );
        });
        call.end();
    });
}

async function book(changes: Row = {}) {
    const form = registration({ date, ...changes });
    const { reservation, link } = (await api.post("/api/reservation", form)).body.data;
    return { id: reservation.id, link, code: link.slice(3), form };
}
const go = (visit: { id: number }, to: Parameters<typeof move>[2]) =>
    move(api, visit as never, to);

// The texts that the page shows: without scripts, hidden elements and tags.
function shown(html: string): string {
    const visible = html
        .replace(/<!--.*?-->/gs, "")
        .replace(/<(section|p|div|dd|form|dl)\b[^>]*\shidden[\s>].*?<\/\1>/gs, "");
    return visible.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");
}

test("APageMayBeKeptByNobodyAndLoadsFromNowhereElse", async () => {
    const { link } = await book();
    const { headers } = await ask("GET", link);
    assert.equal(headers["cache-control"], "no-store");
    assert.equal(headers["referrer-policy"], "no-referrer");
    assert.equal(headers["x-robots-tag"], "noindex, nofollow");
    assert.equal(headers["x-content-type-options"], "nosniff");
    const policy = String(headers["content-security-policy"]);
    assert.match(policy, /^default-src 'self'; .*frame-ancestors 'none'$/);
    assert.ok(!policy.includes("unsafe"));
});

test("AProgramWithoutScreensSaysSo", { skip: isBuilt }, async () => {
    const { link } = await book();
    assert.equal((await ask("GET", link)).status, 503);
});

test("ShowsTheVisitWithoutJavaScript", builtOnly, async () => {
    const poly = { name: "Poli Halaman", room: "Ruang 7", letter: "HH" };
    const poly_id = (await api.post("/api/poly", poly)).body.data.id;
    const first = await book({ poly_id });
    const visit = await book({ poly_id });
    const page = await ask("GET", visit.link);
    assert.equal(page.status, 200);
    assert.equal(page.headers["content-type"], "text/html; charset=utf-8");
    assert.ok(page.text.startsWith("<!doctype html>"));
    assert.ok(!page.text.includes("{{"), "every placeholder is filled");
    const text = shown(page.text);
    for (const part of ["HH-002", "Menunggu dipanggil", "Klinik"])
        assert.ok(text.includes(part), `${part}: ${text}`);
    assert.ok(page.text.includes(`action="${visit.code}/check-in"`));
    assert.ok(page.text.includes(`action="${visit.code}/cancel"`));
    await go(first, "anamnesa");
    assert.ok(shown((await ask("GET", visit.link)).text).includes("HH-001"), "the number called");
    await go(visit, "anamnesa");
    assert.match(shown((await ask("GET", visit.link)).text), /Perawat memanggil Anda/);
    const later = await book({ date: "2029-09-03" });
    const upcoming = shown((await ask("GET", later.link)).text);
    assert.ok(upcoming.includes(inWords(new Date("2029-09-03T05:00:00Z"))), upcoming);
});

test("EscapesWhatTheClinicTypes", builtOnly, async () => {
    const hostile = `<script>alert(1)</script>"onload='x`;
    assert.equal((await api.put("/api/clinic", { name: hostile })).status, 200);
    const visit = await book();
    await eventually(async () => {
        const { text } = await ask("GET", visit.link);
        assert.ok(text.includes("&lt;script&gt;alert(1)&lt;/script&gt;&quot;onload=&#39;x"));
        assert.ok(!text.includes(hostile));
        assert.ok(!text.includes("<script>alert"));
    });
    await api.put("/api/clinic", { name: "Klinik" });
});

test("ACodeWithoutAVisitHasAPageToo", builtOnly, async () => {
    for (const path of ["/a/x", `/a/${"A".repeat(22)}`, "/a/%3Cscript%3Ealert(1)"]) {
        const page = await ask("GET", path);
        assert.equal(page.status, 404);
        assert.ok(shown(page.text).includes("tidak berlaku lagi"), page.text);
        assert.ok(!page.text.includes("<script>alert"));
    }
    const { link } = await book();
    assert.equal((await ask("GET", `${link}/`)).status, 404, "its relative addresses would fail");
    const from = { "X-Forwarded-For": "203.0.113.50" };
    let page = await ask("GET", "/a/x", from);
    for (let count = 0; count < 30; ++count) page = await ask("GET", "/a/x", from);
    assert.equal(page.status, 429);
    assert.ok(Number(page.headers["retry-after"]) >= 1);
    assert.match(shown(page.text), /Terlalu banyak permintaan/);
});

test("ItsButtonsLeadBackToIt", async () => {
    const visit = await book();
    for (const step of ["check-in", "check-in", "cancel", "check-in"]) {
        const answer = await ask("POST", `${visit.link}/${step}`);
        assert.equal(answer.status, 303, step);
        const place = new URL(String(answer.headers.location), `${server.baseUrl}${visit.link}/x`);
        assert.equal(place.pathname, visit.link);
    }
    const { reservation } = (await api.get(`/api/reservation/${visit.id}`)).body.data;
    assert.equal(reservation.status.status_name, "CANCELLED");
    assert.notEqual(reservation.checked_in_at, null);
});

test("APageOfAnotherSiteCannotPressItsButtons", async () => {
    const visit = await book();
    const others: Record<string, string>[] = [
        { "Sec-Fetch-Site": "cross-site" },
        { "Sec-Fetch-Site": "same-site" },
        { Origin: "https://attacker.example" },
        { Origin: "null", "Sec-Fetch-Site": "cross-site" },
    ];
    for (const headers of others)
        assert.equal((await ask("POST", `${visit.link}/cancel`, headers)).status, 403);
    // The page hides its address, so its own forms have no origin.
    const own: Record<string, string>[] = [
        { Origin: server.baseUrl, "Sec-Fetch-Site": "same-origin" },
        { Origin: "null", "Sec-Fetch-Site": "same-origin" },
        { Origin: "null" },
    ];
    for (const headers of own)
        assert.equal((await ask("POST", `${visit.link}/check-in`, headers)).status, 303);
});

test("NoCodeOfAPageIsInTheLog", async () => {
    const visit = await book();
    await ask("GET", visit.link);
    await ask("POST", `${visit.link}/check-in`);
    await eventually(async () => assert.ok(server.log().includes("/a/{code}/check-in")));
    assert.ok(!server.log().includes(visit.code));
    assert.ok(!isBuilt || readFileSync(dist, "utf8").includes("{{code}}"));
});
