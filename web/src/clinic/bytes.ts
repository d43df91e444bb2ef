// "1,4 GB": as disks are sold, in thousands.
export function bytesText(bytes: number): string {
    const units = ["B", "kB", "MB", "GB", "TB"];
    let value = bytes;
    let unit = 0;
    for (; value >= 1000 && unit < units.length - 1; ++unit) value /= 1000;
    const digits = unit > 0 && value < 10 ? 1 : 0;
    return `${value.toFixed(digits).replace(".", ",")} ${units[unit]}`;
}
