// Phone and BPJS numbers, hidden until somebody opens them: "0812••••7890".
export function masked(number: string): string {
    if (number.length <= 6) return "•".repeat(number.length);
    return number.slice(0, 4) + "••••" + number.slice(-Math.min(4, number.length - 5));
}
