// What the facts of a server are in words.
import type { About } from "./about";

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
