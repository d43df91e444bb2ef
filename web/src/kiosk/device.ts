// This kiosk as a device of the clinic: whether it is activated, and what can be chosen now. The
// token is a cookie that no script can read.
import { onScopeDispose, ref, shallowRef } from "vue";
import { api, read } from "@/api/client";
import { Failure, Unreachable } from "@/api/failure";
import { setServerClock } from "@/live/serverClock";
import type { KioskState } from "./flow";

const refresh_ms = 10_000;
// Shorter interruptions are not shown.
const patience_ms = 4_000;

// Set while this browser has been activated. Without it the server need not be asked, so that a
// device that waits for its set-up causes no refused requests.
const mark = "antrean.kiosk.active";

export type Condition = "starting" | "ready" | "unknown" | "offline";

export function useDevice() {
    const condition = ref<Condition>("starting");
    const state = shallowRef<KioskState | null>(null);
    let answeredAt = performance.now();

    async function refresh(): Promise<void> {
        if (localStorage.getItem(mark) === null) {
            condition.value = "unknown";
            return;
        }
        const begun = performance.now();
        try {
            const { data } = await read(api.GET("/api/kiosk", {}));
            setServerClock(data.now, performance.now() - begun);
            answeredAt = performance.now();
            state.value = data;
            condition.value = "ready";
        } catch (failure) {
            note(failure);
        }
    }

    // What the failure of a request says about the device.
    function note(failure: unknown): void {
        if (failure instanceof Failure && (failure.status === 401 || failure.status === 403)) {
            localStorage.removeItem(mark);
            state.value = null;
            condition.value = "unknown";
        } else if (isAway(failure) && performance.now() - answeredAt > patience_ms) {
            condition.value = "offline";
        }
    }

    let timer: ReturnType<typeof setTimeout>;
    async function loop(): Promise<void> {
        await refresh();
        timer = setTimeout(loop, condition.value === "ready" ? refresh_ms : 3_000);
    }
    void loop();
    onScopeDispose(() => clearTimeout(timer));
    return { condition, state, refresh, note };
}

export function isAway(failure: unknown): boolean {
    return failure instanceof Unreachable || (failure instanceof Failure && failure.isUnavailable);
}

// Null: done. Else what is wrong with the code.
export async function activate(code: string): Promise<string | null> {
    try {
        await read(api.POST("/api/kiosk/activate", { body: { code } }));
        localStorage.setItem(mark, "yes");
        return null;
    } catch (failure) {
        if (isAway(failure))
            return "Server tidak dapat dihubungi. Periksa jaringan, lalu coba lagi.";
        if (failure instanceof Failure && failure.status === 429)
            return `Terlalu sering. Coba lagi dalam ${Math.max(1, failure.retryAfter_s)} detik.`;
        return "Kode ini tidak berlaku. Kode berlaku 15 menit dan hanya sekali. Buat kode baru.";
    }
}
