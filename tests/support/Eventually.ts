// For effects that happen some time after an answer.
import "./Assert.ts";

// Calls `check` until it does not throw. When the time is over, throws the last error.
export async function eventually<T>(check: () => T | Promise<T>, timeoutMs = 10_000): Promise<T> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
        try {
            return await check();
        } catch (error) {
            if (Date.now() >= deadline) throw error;
        }
        await new Promise((done) => setTimeout(done, 20));
    }
}
