// User names and first passwords of people who are added together.

// "drg. Budi Santoso, Sp.KG" -> "budi.santoso"; "" while there is no name.
export function usernameOf(name: string, taken: readonly string[]): string {
    const words = name
        .replace(/,.*$/, "")
        .toLowerCase()
        .normalize("NFD")
        .replace(/\b(drg?|hj?|prof|ns|bd)\.\s*/g, "")
        .replace(/[^a-z ]/g, "")
        .split(" ")
        .filter(Boolean);
    const wish = words.slice(0, 2).join(".");
    if (wish === "" || !taken.includes(wish)) return wish;
    let count = 2;
    while (taken.includes(`${wish}${count}`)) count += 1;
    return `${wish}${count}`;
}

// A user that was made here, with the password that is shown once.
export interface MadeUser {
    readonly name: string;
    readonly username: string;
    readonly password: string;
}

// One line for each, in columns that spreadsheets and messages keep.
export function passwordLines(made: readonly MadeUser[]): string {
    return made
        .map(({ name, username, password }) => [name, username, password].join("\t"))
        .join("\n");
}

// Without letters that look like others on paper.
const letters = "abcdefghjkmnpqrstuvwxyz23456789";
const passwordLetters = 10;

export function makePassword(): string {
    let password = "";
    while (password.length < passwordLetters) {
        const [byte = 255] = crypto.getRandomValues(new Uint8Array(1));
        // Each letter is as likely as any other.
        if (byte < 256 - (256 % letters.length)) password += letters[byte % letters.length];
    }
    return password;
}
