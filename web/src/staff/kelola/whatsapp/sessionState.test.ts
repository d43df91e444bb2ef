import { expect, test } from "vitest";
import { stateOf } from "./sessionState";

const pairing = (state: string | null, problem: string | null = null) =>
    stateOf({ session: "default", state, code: null, problem });

test("each state of a session says what to do", () => {
    expect(pairing("WORKING").tone).toBe("good");
    expect(pairing("SCAN_QR_CODE").help).toMatch(/memindai/);
    expect(pairing("STARTING").tone).toBe("waiting");
    expect(pairing("FAILED", "Sesi gagal: jalankan ulang sesi di WAHA")).toEqual({
        tone: "bad",
        word: "Berhenti",
        help: "Sesi gagal: jalankan ulang sesi di WAHA",
    });
    expect(pairing(null, "Server WAHA tidak dapat dihubungi").word).toBe("Tidak terhubung");
});
