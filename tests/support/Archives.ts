// Backups: made by the program, or by hand with whatever a forger would put into them.
import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext } from "node:test";

export interface Member {
    name: string;
    content: Buffer;
    type?: string;  // of tar; "0" is a file, "2" a symbolic link
    link?: string;
    bytes?: number;  // what its header says; default: what it has
}

const tarBlock = 512;

function header(member: Member): Buffer {
    const block = Buffer.alloc(tarBlock);
    block.write(member.name, 0, 100);
    block.write("0000600\0", 100);
    block.write("0000000\0", 108);
    block.write("0000000\0", 116);
    block.write(`${(member.bytes ?? member.content.length).toString(8).padStart(11, "0")}\0`, 124);
    block.write("00000000000\0", 136);
    block.write("        ", 148);
    block.write(member.type ?? "0", 156);
    block.write(member.link ?? "", 157, 100);
    block.write("ustar\0", 257);
    block.write("00", 263);
    const sum = block.reduce((total, byte) => total + byte, 0);
    block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
    return block;
}

export function tar(members: Member[]): Buffer {
    const blocks = members.flatMap((member) => {
        const rest = (tarBlock - (member.content.length % tarBlock)) % tarBlock;
        return [header(member), member.content, Buffer.alloc(rest)];
    });
    return Buffer.concat([...blocks, Buffer.alloc(2 * tarBlock)]);
}

// A frame of Zstandard with blocks that are not compressed (RFC 8878): Node 20 cannot write others.
export function zstd(content: Buffer): Buffer {
    const blockMax = 128 * 1024;
    const parts: Buffer[] = [Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x38])];
    for (let at = 0; at === 0 || at < content.length; at += blockMax) {
        const block = content.subarray(at, at + blockMax);
        const isLast = at + blockMax >= content.length ? 1 : 0;
        const head = Buffer.alloc(3);
        head.writeUIntLE((block.length << 3) | isLast, 0, 3);
        parts.push(head, block);
    }
    return Buffer.concat(parts);
}

export const sha256 = (content: Buffer | string) =>
    createHash("sha256").update(content).digest("hex");

export interface Manifest {
    format: number;
    program: string;
    engine: string;
    schema_version: number;
    clinic: string;
    made_at: string;
    has_secrets: boolean;
    rows: Record<string, number>;
    members: { name: string; bytes: number; sha256: string }[];
}

// The members of a backup whose manifest fits them.
export function backupMembers(about: Omit<Manifest, "members">, files: Member[]): Member[] {
    const members = files.map(({ name, content }) => ({
        name,
        bytes: content.length,
        sha256: sha256(content),
    }));
    const text = Buffer.from(JSON.stringify({ ...about, members }));
    return [
        { name: "manifest.json", content: text },
        ...files,
        { name: "manifest.sha256", content: Buffer.from(sha256(text)) },
    ];
}

export async function scratch(t: TestContext): Promise<string> {
    const dir = await mkdtemp(join(tmpdir(), "antrean-backups-"));
    t.after(() => rm(dir, { recursive: true, force: true }));
    return dir;
}
