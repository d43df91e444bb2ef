import { expect, test } from "vitest";
import type { Delivery } from "./deliveries";
import { mayRetry, problemText, reasonText, receiptText } from "./deliveryWords";

test("a reason is said in plain words", () => {
    const cases: [string | null, string][] = [
        [null, ""],
        ["cURL error 7: Failed to connect to 10.0.0.5", "Server tujuan tidak dapat dihubungi"],
        ["cURL error 28: Operation timed out", "Server tujuan tidak menjawab tepat waktu"],
        ["Server error: HTTP 500", "Server tujuan bermasalah"],
        [
            "Not delivered in time. cURL error 7: No connection",
            "Tidak terkirim tepat waktu: server tujuan tidak dapat dihubungi",
        ],
        ["Reservasi dibatalkan", "Reservasi dibatalkan"],
    ];
    for (const [reason, sentence] of cases) expect(reasonText(reason)).toBe(sentence);
});

test("only what ended without arriving is sent again", () => {
    const may = (state: Delivery["state"]) => mayRetry({ state } as Delivery);
    expect([may("failed"), may("cancelled"), may("delivered"), may("sending")]).toEqual([
        true,
        true,
        false,
        false,
    ]);
});

test("WhatsApp's receipt counts from the phone on", () => {
    const receipt = (ack?: number) => receiptText({ ack } as Delivery);
    expect([receipt(), receipt(1), receipt(2), receipt(3)]).toEqual([
        "",
        "",
        "diterima ponsel",
        "dibaca",
    ]);
});

test("a server that cannot be reached is said in words, and other findings stay", () => {
    expect(problemText("n8n tidak dapat dihubungi: cURL error 7: Failed to connect")).toBe(
        "Server tujuan tidak dapat dihubungi. Periksa alamatnya dan pastikan servernya berjalan.",
    );
    expect(problemText("n8n menjawab HTTP 500")).toBe("n8n menjawab HTTP 500");
});
