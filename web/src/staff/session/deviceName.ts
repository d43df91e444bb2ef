// "Chrome di Windows" of a User-Agent. Only what a person needs to know the device again.
const browsers: readonly [RegExp, string][] = [
    [/Edg\//, "Edge"],
    [/OPR\//, "Opera"],
    [/Firefox\//, "Firefox"],
    [/Chrome\//, "Chrome"],
    [/Safari\//, "Safari"],
    [/curl\//, "curl"],
];
const systems: readonly [RegExp, string][] = [
    [/Android/, "Android"],
    [/iPhone|iPad/, "iOS"],
    [/Windows/, "Windows"],
    [/Mac OS X/, "macOS"],
    [/Linux/, "Linux"],
];

export function deviceName(agent: string | null | undefined): string {
    const find = (list: readonly [RegExp, string][]) =>
        list.find(([pattern]) => pattern.test(agent ?? ""))?.[1];
    const browser = find(browsers) ?? "Perangkat tidak dikenal";
    const system = find(systems);
    return system === undefined ? browser : `${browser} di ${system}`;
}
