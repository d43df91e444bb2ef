// Why staff may call a patient before others.
export const priorities = [
    { name: "lansia", word: "Lansia" },
    { name: "ibu_hamil", word: "Ibu hamil" },
    { name: "disabilitas", word: "Disabilitas" },
    { name: "balita", word: "Balita" },
] as const;

export type PriorityName = (typeof priorities)[number]["name"];

export function priorityWord(name: string | null | undefined): string | null {
    return priorities.find((each) => each.name === name)?.word ?? null;
}
