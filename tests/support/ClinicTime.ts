// Dates and wall times in the clinic's zone, for events that have to happen soon.
const zone = "Asia/Jakarta";

function part(instant: Date, options: Intl.DateTimeFormatOptions, locale: string): string {
    return new Intl.DateTimeFormat(locale, { timeZone: zone, ...options }).format(instant);
}

// "2026-11-23"
export function dateOf(instant: Date): string {
    return part(instant, {}, "en-CA");
}

// "08:00:15"
export function timeOf(instant: Date): string {
    return part(instant, { timeStyle: "medium", hourCycle: "h23" }, "en-GB");
}

export function today(): string {
    return dateOf(new Date());
}

export function inSeconds(seconds: number): Date {
    return new Date(Date.now() + seconds * 1000);
}

// "Senin, 23 November 2026"
export function inWords(instant: Date): string {
    return part(
        instant,
        { weekday: "long", day: "numeric", month: "long", year: "numeric" },
        "id-ID",
    );
}
