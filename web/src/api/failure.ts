// What the server answers when it refuses, and what the user reads then.

export class Failure extends Error {
    constructor(
        readonly status: number,
        message: string,
        // What is wrong with each field of the input.
        readonly errors: Readonly<Record<string, readonly string[]>>,
        // `data` of the answer: the visit as it is, where an action came too late.
        readonly data: unknown,
        readonly retryAfter_s: number,
    ) {
        super(message);
    }

    get isSignedOut() {
        return this.status === 401;
    }
    // Somebody else was faster: the row is not what the user saw.
    get isStale() {
        return this.status === 409 && this.data !== undefined;
    }
    // The first request with this key is still running.
    get isUnanswered() {
        return this.status === 409 && this.data === undefined && this.retryAfter_s > 0;
    }
    get isUnavailable() {
        return this.status === 502 || this.status === 503 || this.status === 504;
    }
}

// No answer came: no network, or the server is away.
export class Unreachable extends Error {
    constructor() {
        super("unreachable");
    }
}

export function failureOf(response: Response, body: unknown): Failure {
    const answer = (typeof body === "object" && body !== null ? body : {}) as {
        message?: string;
        errors?: Record<string, string[]>;
        data?: unknown;
    };
    return new Failure(
        response.status,
        answer.message ?? "",
        answer.errors ?? {},
        answer.data,
        Number(response.headers.get("Retry-After") ?? 0),
    );
}

// What stands in the place of rows that could not be read. The screen asks again by itself.
export function unreadSentence(what: string, failure: unknown): string {
    if (failure instanceof Failure && failure.status < 500) return sentenceFor(failure);
    return `${what} belum dapat dibaca. Layar ini terus mencoba; jika lama, hubungi petugas TI.`;
}

// A sentence that says what happened and what to do. `known` has the screen's own sentences for
// messages of the API.
export function sentenceFor(
    failure: unknown,
    known: Readonly<Record<string, string>> = {},
): string {
    if (failure instanceof Unreachable)
        return "Server tidak dapat dihubungi. Isian Anda tetap ada; coba lagi setelah tersambung.";
    if (!(failure instanceof Failure)) return "Halaman ini bermasalah. Muat ulang, lalu coba lagi.";
    const own = known[failure.message];
    if (own !== undefined) return own;
    const holiday = /^No registrations on this day: (.*)$/s.exec(failure.message)?.[1];
    if (holiday !== undefined) return `Hari itu libur: ${holiday}. Pilih dokter atau hari lain.`;
    if (failure.status === 401) return "Sesi Anda telah berakhir. Silakan masuk lagi.";
    if (failure.status === 403) return "Peran Anda tidak mengizinkan tindakan ini.";
    if (failure.status === 404)
        return "Data ini sudah tidak ada. Mungkin sudah dihapus orang lain.";
    if (failure.status === 429)
        return `Terlalu sering. Coba lagi dalam ${Math.max(1, failure.retryAfter_s)} detik.`;
    if (failure.isUnavailable) return "Server sedang sibuk. Coba lagi sebentar lagi.";
    if (failure.status >= 500)
        return "Server gagal memproses ini. Coba lagi, atau hubungi petugas TI.";
    return Object.values(failure.errors)[0]?.[0] ?? failure.message;
}
