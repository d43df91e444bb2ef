// Numbers and letters as clips.
import type { Clip } from "./words";

export type VoiceStyle = "digits" | "cardinal";

const digits = [
    "nol",
    "satu",
    "dua",
    "tiga",
    "empat",
    "lima",
    "enam",
    "tujuh",
    "delapan",
    "sembilan",
] as const;

const digit = (value: number): Clip => digits[value] ?? "nol";

// 12 is "nol satu dua": at least three digits, as on the board.
export function byDigits(number: number): Clip[] {
    return [...String(number).padStart(3, "0")].map((each) => digit(Number(each)));
}

// 12 is "dua belas". Above 9999 there are no words, so digits are read.
export function asCardinal(number: number): Clip[] {
    if (number > 9999) return byDigits(number);
    if (number >= 2000) return [digit(Math.floor(number / 1000)), "ribu", ...rest(number % 1000)];
    if (number >= 1000) return ["seribu", ...rest(number % 1000)];
    if (number >= 200) return [digit(Math.floor(number / 100)), "ratus", ...rest(number % 100)];
    if (number >= 100) return ["seratus", ...rest(number % 100)];
    if (number >= 20) return [digit(Math.floor(number / 10)), "puluh", ...rest(number % 10)];
    if (number >= 12) return [digit(number - 10), "belas"];
    if (number === 11) return ["sebelas"];
    if (number === 10) return ["sepuluh"];
    return [digit(number)];
}

const rest = (number: number): Clip[] => (number === 0 ? [] : asCardinal(number));

// Letters by their Indonesian names. Other characters are left out.
export function byLetters(text: string): Clip[] {
    return [...text.toLowerCase()]
        .filter((each) => /[a-z]/.test(each))
        .map((each) => `huruf-${each}`);
}
