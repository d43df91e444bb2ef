// Printing on the roll of a ticket printer.
import { ref } from "vue";

export const paperWidths = [58, 80] as const; // mm
export type PaperWidth = (typeof paperWidths)[number];

const key = "antrean.paper_mm";

function stored(): PaperWidth {
    return localStorage.getItem(key) === "58" ? 58 : 80;
}

// What this device's printer takes.
export const paperWidth = ref<PaperWidth>(stored());

export function choosePaperWidth(width: PaperWidth): void {
    paperWidth.value = width;
    localStorage.setItem(key, String(width));
}

const pxPerMm = 96 / 25.4;

// A picture that does not come must not keep a ticket waiting.
const patience_ms = 1_500;

async function pictures(paper: HTMLElement): Promise<void> {
    const all = [...paper.querySelectorAll("img")].map((each) => each.decode());
    const late = new Promise((done) => setTimeout(done, patience_ms));
    await Promise.race([Promise.allSettled(all), late]);
}

// Prints the element alone, on a page that is as long as the element. Returns when the browser has
// taken the page; whether paper came out is known to people only.
export async function printPaper(paper: HTMLElement, width: PaperWidth): Promise<void> {
    await document.fonts.ready;
    await pictures(paper);
    const height = Math.ceil(paper.getBoundingClientRect().height / pxPerMm) + 1;
    const rules = new CSSStyleSheet();
    rules.replaceSync(`@page { size: ${width}mm ${height}mm; margin: 0 }`);
    const others = document.adoptedStyleSheets;
    const root = document.documentElement;
    document.adoptedStyleSheets = [...others, rules];
    root.dataset["printing"] = "ticket";
    try {
        window.print();
    } finally {
        delete root.dataset["printing"];
        document.adoptedStyleSheets = others;
    }
}
