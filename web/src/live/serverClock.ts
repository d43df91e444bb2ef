// The server's clock. Devices in clinics are often wrong, so no screen reads the device's time.
import { readonly, ref } from "vue";

// What to add to the device's monotonic clock.
let offset_ms = Date.now() - performance.now();
let isSet = false;

// Milliseconds since 1970.
export function serverNow(): number {
    return performance.now() + offset_ms;
}

// `now` as the server said it in an answer that took `trip_ms`. Small corrections are ignored, so
// that clocks do not jitter.
export function setServerClock(now: string, trip_ms = 0): void {
    const offset = Date.parse(now) + trip_ms / 2 - performance.now();
    if (!Number.isFinite(offset)) return;
    if (!isSet || Math.abs(offset - offset_ms) > 300) offset_ms = offset;
    isSet = true;
    second.value = serverNow();
}

// The time, every second. For what is shown only.
const second = ref(serverNow());
setInterval(() => (second.value = serverNow()), 1_000);
export const now = readonly(second);
