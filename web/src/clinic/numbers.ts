// A queue number as people read it: "A-012", or "012" in a poly without a letter.
export function numberText(queue: {
    readonly queue_number: number;
    readonly display_number?: string | null;
}): string {
    return queue.display_number ?? String(queue.queue_number).padStart(3, "0");
}
