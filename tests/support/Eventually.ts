// For effects that follow an answer by their own time.

// Calls `check` until it stops throwing. Throws what it threw last when the time is over.
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
