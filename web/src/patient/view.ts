// Shows the fields in the elements that the server rendered: `data-text="NAME"` has the text,
// `data-show="NAME"` is shown while the text is not empty.
import type { Fields } from "./fields";

// Only what changed is written, so that nothing flickers and screen readers repeat nothing.
export function show(fields: Fields): void {
    for (const element of document.querySelectorAll<HTMLElement>("[data-text]")) {
        const text = fields[element.dataset["text"] ?? ""];
        if (text !== undefined && element.textContent !== text) element.textContent = text;
    }
    for (const element of document.querySelectorAll<HTMLElement>("[data-show]")) {
        const text = fields[element.dataset["show"] ?? ""];
        if (text !== undefined && element.hidden !== (text === "")) element.hidden = text === "";
    }
    document.body.dataset["state"] = fields["state"] ?? "";
}

export function element<T extends HTMLElement>(id: string): T {
    return document.getElementById(id) as T;
}

// "Giliran Anda! A-012" in the list of windows.
export function titleOf(fields: Fields): string {
    const { display_number: number = "", clinic_name: clinic = "", people_ahead: ahead } = fields;
    if (fields["is_called"]) return `Giliran Anda! ${number}`;
    if (fields["is_gone"]) return "Tautan tidak berlaku";
    return ahead ? `${number} · ${ahead} orang lagi` : `${number} ${clinic}`;
}
