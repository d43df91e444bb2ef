// A press of a button: the same attempt may be sent several times and is carried out once.
export class Attempt {
    readonly headers = { "Idempotency-Key": randomKey() };
}

// crypto.randomUUID is missing on pages that are not served over TLS.
function randomKey(): string {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
