// The patient's page. The server has rendered it; from here on it follows the visit.
import { timeText } from "@/clinic/times";
import { Feed } from "./feed";
import { fieldsOf, fieldsOfGone, type Fields } from "./fields";
import { networkOf, takeStep, type Step } from "./network";
import { element, show, titleOf } from "./view";
import type { Visit } from "./visit";

const stale_ms = 60_000;
const code = location.pathname.split("/").pop() ?? "";
const staleMark = element("stale");
const problem = element("problem");

let last: Visit | null = null;
// Of the device's clock, which goes on while the device sleeps; only differences matter.
let confirmedAt = Date.now();

function showAll(fields: Fields): void {
    const wasCalled = document.body.dataset["state"] === "called";
    show(fields);
    document.title = titleOf(fields);
    if (fields["is_called"] && !wasCalled) alarm();
}

// Browsers complain about vibrations of pages that were never touched.
function alarm(): void {
    const isTouched = (navigator as { userActivation?: UserActivation }).userActivation;
    if (isTouched?.hasBeenActive && "vibrate" in navigator) navigator.vibrate([400, 200, 400]);
    scrollTo({ top: 0 });
}

function markFresh(): void {
    confirmedAt = Date.now();
    staleMark.hidden = true;
}

const feed = new Feed(networkOf(code), {
    seen: (visit) => {
        last = visit;
        markFresh();
        showAll(fieldsOf(visit, code));
    },
    confirmed: (now) => {
        markFresh();
        if (last) show({ updated_at: timeText(now, last.clinic.timezone) });
    },
    gone: () => {
        markFresh();
        showAll(fieldsOfGone(code));
    },
});

async function submit(form: HTMLFormElement): Promise<void> {
    const button = form.querySelector("button");
    if (button === null || button.getAttribute("aria-busy") === "true") return;
    const word = button.textContent;
    button.setAttribute("aria-busy", "true");
    button.textContent = "Menyimpan…";
    problem.hidden = true;
    const answer = await takeStep(code, form.dataset["step"] as Step);
    button.removeAttribute("aria-busy");
    button.textContent = word;
    if (answer === "gone") return showAll(fieldsOfGone(code));
    if (answer === "failed") {
        problem.textContent = "Belum tersimpan. Periksa sambungan Anda, lalu coba lagi.";
        problem.hidden = false;
        return;
    }
    feed.take(answer.visit);
}

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-step]"))
    form.addEventListener("submit", (event) => {
        event.preventDefault();
        void submit(form);
    });
document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") feed.wake();
});
addEventListener("online", () => feed.wake());
setInterval(() => {
    if (last !== null && Date.now() - confirmedAt > stale_ms) staleMark.hidden = false;
}, 5_000);

if (!["gone", "busy"].includes(document.body.dataset["state"] ?? "")) feed.start();
