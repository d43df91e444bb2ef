// A password that can be read out over the telephone: "kapal-merah-padi-4821". 11 bits for the
// words and 13 for the number, where the server allows a few wrong passwords a minute.
const first = "awan batu bukit bulan danau daun embun gunung hujan hutan jambu kapal kebun laut";
const second =
    "biru cerah hijau jauh jernih kecil lebar luas merah muda panjang putih sejuk tinggi";
const third = "mangga melati merpati padi pepaya pisang rusa salak sawah tikar topi ubi wayang";

export function newPassword(random = randomBelow): string {
    const word = (words: string) => {
        const list = words.split(" ");
        return list[random(list.length)] ?? "";
    };
    const number = String(random(10_000)).padStart(4, "0");
    return [word(first), word(second), word(third), number].join("-");
}

function randomBelow(limit: number): number {
    const most = Math.floor(2 ** 32 / limit) * limit;
    const box = new Uint32Array(1);
    do crypto.getRandomValues(box);
    while ((box[0] ?? 0) >= most);
    return (box[0] ?? 0) % limit;
}
