// What the facts of a server are in words.
import type { About } from "./about";

// "1,4 GB": as disks are sold, in thousands.
export function bytesText(bytes: number): string {
    const units = ["B", "kB", "MB", "GB", "TB"];
    let value = bytes;
    let unit = 0;
    for (; value >= 1000 && unit < units.length - 1; ++unit) value /= 1000;
    const digits = unit > 0 && value < 10 ? 1 : 0;
    return `${value.toFixed(digits).replace(".", ",")} ${units[unit]}`;
}

// "3 hari 4 jam", "12 menit"
export function uptimeText(seconds: number): string {
    const minutes = Math.floor(seconds / 60);
    const hours = Math.floor(minutes / 60);
    const days = Math.floor(hours / 24);
    if (days > 0) return `${days} hari ${hours % 24} jam`;
    if (hours > 0) return `${hours} jam ${minutes % 60} menit`;
    return minutes > 0 ? `${minutes} menit` : "kurang dari satu menit";
}

// Below a tenth, or below 2 GB, an operator should act.
export function isDiskLow({ disk_free_bytes, disk_size_bytes }: About): boolean {
    if (disk_free_bytes === null || disk_size_bytes === null) return false;
    return disk_free_bytes < Math.min(disk_size_bytes / 10, 20e9) || disk_free_bytes < 2e9;
}
