// The first view, as the server makes it (CONTRACT.md). The development server uses this one.
import type { Fields } from "./fields";

const escapes: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
};

function escaped(text: string): string {
    return text.replace(/[&<>"']/g, (letter) => escapes[letter] ?? letter);
}

// Throws if the template names a field that does not exist.
export function rendered(template: string, fields: Fields): string {
    return template.replace(/\{\{(hidden_)?(\w+)\}\}/g, (_, hidden: string | undefined, name) => {
        const text = fields[name];
        if (text === undefined) throw new Error(`no field ${name}`);
        if (hidden !== undefined) return text === "" ? "hidden" : "";
        return escaped(text);
    });
}
