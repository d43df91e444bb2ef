// What the user reads beside a field for what the API says about it.
const sentences: readonly [RegExp, (part: string) => string][] = [
    [/field is required/, () => "Wajib diisi."],
    [/has already been taken/, () => "Sudah dipakai. Pilih yang lain."],
    [/must not be greater than (\d+) characters/, (most) => `Paling banyak ${most} huruf.`],
    [/must be at least (\d+) characters/, (least) => `Paling sedikit ${least} huruf.`],
    [/must not be greater than (\d+)/, (most) => `Paling besar ${most}.`],
    [/must be at least (\d+)/, (least) => `Paling kecil ${least}.`],
    [/selected .* is invalid/, () => "Pilihan ini sudah tidak ada. Pilih yang lain."],
    [/valid email/, () => "Tulis alamat surel yang lengkap, misalnya nama@klinik.id."],
    [/must be an integer/, () => "Tulis bilangan bulat, misalnya 30."],
    [/must be a (valid )?date/, () => "Tulis tanggal yang benar."],
    [/confirmation does not match/, () => "Kedua isian tidak sama."],
    [
        /must be a string|must be a valid/,
        () => "Isian ini tidak dapat dipakai. Periksa tulisannya.",
    ],
];

export function fieldSentence(message: string): string {
    for (const [pattern, sentence] of sentences) {
        const found = pattern.exec(message);
        if (found !== null) return sentence(found[1] ?? "");
    }
    return message;
}
