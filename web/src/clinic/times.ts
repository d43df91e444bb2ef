// Dates and times in the clinic's zone, whatever zone the device has. `instant` is milliseconds
// since 1970 or the API's text ("2026-11-29T03:12:45.000000Z").

const language = "id-ID";

// A format is slow to make, and a list needs it for every row.
const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
    const key = zone + JSON.stringify(options);
    let found = formats.get(key);
    if (found === undefined) {
        found = new Intl.DateTimeFormat(language, { ...options, timeZone: zone });
        formats.set(key, found);
    }
    return found;
}

export type Instant = number | string;

export function milliseconds(instant: Instant): number {
    return typeof instant === "number" ? instant : Date.parse(instant);
}

// "09:41"
export function timeText(instant: Instant, zone: string): string {
    const parts = format(zone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    return parts.format(milliseconds(instant)).replace(".", ":");
}

// "2026-11-29": the calendar day of an instant.
export function dayOf(instant: Instant, zone: string): string {
    const parts = format(zone, { year: "numeric", month: "2-digit", day: "2-digit" }).formatToParts(
        milliseconds(instant),
    );
    const part = (type: string) => parts.find((each) => each.type === type)?.value ?? "";
    return `${part("year")}-${part("month")}-${part("day")}`;
}

// "Senin, 30 November 2026" of "2026-11-30".
export function dayText(day: string): string {
    const options = { weekday: "long", day: "numeric", month: "long", year: "numeric" } as const;
    return format("UTC", options).format(Date.parse(`${day}T00:00:00Z`));
}

// "12 Nov 2026" of "2026-11-12".
export function shortDayText(day: string): string {
    const options = { day: "numeric", month: "short", year: "numeric" } as const;
    return format("UTC", options).format(Date.parse(`${day}T00:00:00Z`));
}

// Days below a chart: "12 Nov", and with the year where there are several.
export function dayLabels(days: readonly string[]): string[] {
    const years = new Set(days.map((day) => day.slice(0, 4)));
    if (years.size > 1) return days.map(shortDayText);
    const options = { day: "numeric", month: "short" } as const;
    return days.map((day) => format("UTC", options).format(Date.parse(`${day}T00:00:00Z`)));
}

// "09:41" of today, "29 Nov 2026, 20:30" of another day.
export function momentText(instant: Instant, zone: string, today: string): string {
    const day = dayOf(instant, zone);
    const time = timeText(instant, zone);
    return day === today ? time : `${shortDayText(day)}, ${time}`;
}

// The day that is `days` after `day`.
export function dayAfter(day: string, days: number): string {
    return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

// "baru saja", "4 menit", "1 jam 5 menit". Never negative: the server's clock may be ahead.
export function spanText(span_ms: number): string {
    const minutes = Math.max(0, Math.floor(span_ms / 60_000));
    if (minutes < 1) return "baru saja";
    if (minutes < 60) return `${minutes} menit`;
    const rest = minutes % 60;
    return `${Math.floor(minutes / 60)} jam` + (rest > 0 ? ` ${rest} menit` : "");
}

// The instant of a wall time ("2026-11-30", "08:15:30") in a zone.
export function instantOf(day: string, time: string, zone: string): number {
    const asUtc = Date.parse(`${day}T${time}Z`);
    // The zone's offset at that instant; a second look is right beside a change of the offset.
    const first = asUtc - offsetAt(asUtc, zone);
    return asUtc - offsetAt(first, zone);
}

function offsetAt(instant: number, zone: string): number {
    const parts = format(zone, {
        year: "numeric",
        month: "2-digit",
        day: "2-digit",
        hour: "2-digit",
        minute: "2-digit",
        second: "2-digit",
        hourCycle: "h23",
    }).formatToParts(instant);
    const part = (type: string) => Number(parts.find((each) => each.type === type)?.value);
    const wall = Date.UTC(
        part("year"),
        part("month") - 1,
        part("day"),
        part("hour"),
        part("minute"),
        part("second"),
    );
    return wall - Math.floor(instant / 1000) * 1000;
}
