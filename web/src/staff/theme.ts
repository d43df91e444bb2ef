// Light or dark: as the system says, or as the user of this device chose.
import { ref } from "vue";

export type Theme = "system" | "light" | "dark";

const key = "antrean.theme";
const isDark = matchMedia("(prefers-color-scheme: dark)");

function stored(): Theme {
    const text = localStorage.getItem(key);
    return text === "light" || text === "dark" ? text : "system";
}

export const theme = ref<Theme>(stored());

export function applyTheme(): void {
    const dark = theme.value === "dark" || (theme.value === "system" && isDark.matches);
    document.documentElement.dataset["theme"] = dark ? "dark" : "light";
}

export function chooseTheme(chosen: Theme): void {
    theme.value = chosen;
    localStorage.setItem(key, chosen);
    applyTheme();
}

isDark.addEventListener("change", applyTheme);

// Paper is light.
addEventListener("beforeprint", () => (document.documentElement.dataset["theme"] = "light"));
addEventListener("afterprint", applyTheme);
