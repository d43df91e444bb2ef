// Reproducible random numbers: a failing test prints its seed, and ANTREAN_TEST_SEED repeats it, as
// far as the timing of several clients allows.
import { randomInt } from "node:crypto";
import { type TestContext } from "node:test";

export class Random {
    private state: number;

    constructor(seed: number) {
        this.state = seed >>> 0;
    }

    // A number in [0, 1) (mulberry32).
    next(): number {
        this.state = (this.state + 0x6d2b79f5) >>> 0;
        let bits = this.state;
        bits = Math.imul(bits ^ (bits >>> 15), bits | 1);
        bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
        return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
    }
    // An integer in [0, end).
    below(end: number): number {
        return Math.floor(this.next() * end);
    }
    pick<T>(list: readonly T[]): T {
        return list[this.below(list.length)] as T;
    }
}

// The random numbers of one test; its report has the seed.
export function randomOf(test: TestContext): Random {
    const seed = Number(process.env.ANTREAN_TEST_SEED ?? randomInt(2 ** 32 - 1));
    test.diagnostic(`ANTREAN_TEST_SEED=${seed}`);
    return new Random(seed);
}
