// Times of the day as people type them: "8", "8.30", "0830", "13:5".
const typed = /^(\d{1,2}?)(?:[.: ]?(\d{2})|[.: ](\d))?$/;

// "08:30". Other text stays as it was typed.
export function timeOf(text: string): string {
    const [, hours = "", minutes, tens = "0"] = typed.exec(text.trim()) ?? [];
    if (hours === "") return text.trim();
    return `${hours.padStart(2, "0")}:${minutes ?? `${tens}0`}`;
}

export const isTime = (text: string) => /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
