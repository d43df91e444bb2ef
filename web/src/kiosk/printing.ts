// Whether this kiosk prints tickets by itself, and on which paper. Chosen once, at its setup.
import { ref } from "vue";
import { choosePaperWidth, type PaperWidth } from "@/ui/ticket/paper";

const key = "antrean.kiosk_prints";

// Null: nobody has chosen.
const stored = localStorage.getItem(key);
export const prints = ref<boolean | null>(stored === null ? null : stored === "yes");

export function choosePrinting(width: PaperWidth | null): void {
    if (width !== null) choosePaperWidth(width);
    prints.value = width !== null;
    localStorage.setItem(key, width !== null ? "yes" : "no");
}
