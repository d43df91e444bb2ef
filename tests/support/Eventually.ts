// For effects that happen some time after an answer.
import "./Assert.ts";

// Calls `check` until it does not throw: at first every 20 ms, later five times a second. When the
// time is over, throws the last error.
export async function eventually<T>(check: () => T | Promise<T>, timeoutMs = 30_000): Promise<T> {
    const deadline = Date.now() + timeoutMs;
    for (let pauseMs = 20; ; pauseMs = Math.min(pauseMs * 1.1, 200)) {
        try {
            return await check();
        } catch (error) {
            if (Date.now() >= deadline) throw error;
        }
        await new Promise((done) => setTimeout(done, pauseMs));
    }
}
