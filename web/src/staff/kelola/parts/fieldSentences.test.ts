import { describe, expect, it } from "vitest";
import { fieldSentence } from "./fieldSentences";

describe("what stands beside a field", () => {
    it.each([
        ["The name field is required.", "Wajib diisi."],
        ["The username has already been taken.", "Sudah dipakai. Pilih yang lain."],
        ["The room field must not be greater than 40 characters.", "Paling banyak 40 huruf."],
        ["The password field must be at least 6 characters.", "Paling sedikit 6 huruf."],
        ["The selected poly id is invalid.", "Pilihan ini sudah tidak ada. Pilih yang lain."],
        ["The quota field must be at least 1.", "Paling kecil 1."],
        ["The reminder offset field must be an integer.", "Tulis bilangan bulat, misalnya 30."],
    ])("%s", (message, sentence) => expect(fieldSentence(message)).toBe(sentence));
    it("is the API's own message where there is no other", () => {
        expect(fieldSentence("Not on a Sunday.")).toBe("Not on a Sunday.");
    });
});
