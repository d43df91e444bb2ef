// The audit in plain words: what kind of thing, what was done, and each field before and after.
import { priorityWord } from "@/clinic/priorities";
import { permissionWord } from "./permissionWords";
import type { Entry } from "./audit";

export const kindWords: Readonly<Record<string, string>> = {
    user: "pengguna",
    user_roles: "peran pengguna",
    role: "peran",
    role_permissions: "izin peran",
    session: "sesi masuk",
    poly: "poli",
    status: "label status",
    config: "pengaturan",
    schedule: "jadwal dokter",
    holiday: "hari libur",
    message_template: "templat pesan",
    reminder_config: "pengingat",
    whatsapp_config: "nomor WhatsApp",
    whatsapp_test: "pesan percobaan WhatsApp",
    n8n_test: "panggilan percobaan n8n",
    visit_link: "tautan antrean lewat WhatsApp",
    faq: "berkas informasi",
    kiosk: "kios",
    checkup_schedule: "jadwal kontrol",
    patient: "data pasien",
    lab_token: "token lab",
    lab_setting: "pengaturan lab",
    lab_sample: "sampel lab",
    lab_import: "data lab",
    backup: "cadangan",
    visit: "kunjungan",
};

const actionWords: Readonly<Record<string, string>> = {
    created: "membuat",
    changed: "mengubah",
    removed: "menghapus",
    restored: "memulihkan",
    sent: "mengirim",
    imported: "mengimpor",
    downloaded: "mengunduh",
};

// What happened to a visit; the kind of its entry in the ledger.
export const visitWords: Readonly<Record<string, string>> = {
    registered: "mendaftarkan",
    edited: "mengubah data",
    undone: "mengurungkan langkah terakhir",
    checked_in: "mencatat kedatangan",
    waiting: "mengembalikan ke daftar tunggu",
    anamnesa: "memanggil ke perawat",
    waiting_doctor: "meneruskan ke antrean dokter",
    with_doctor: "memanggil ke dokter",
    done: "menyelesaikan",
    no_show: "mencatat tidak hadir",
    cancelled: "membatalkan",
};

const fieldWords: Readonly<Record<string, string>> = {
    name: "Nama",
    username: "Nama pengguna",
    email: "Surel",
    poly_id: "Poli",
    password: "Kata sandi",
    roles: "Peran",
    permissions: "Izin",
    token: "Jenis",
    address: "Alamat",
    agent: "Perangkat",
    room: "Ruang",
    letter: "Huruf",
    status_name: "Kode",
    label: "Label",
    information: "Keterangan",
    value: "Nilai",
    doctor_id: "Dokter",
    date: "Tanggal",
    first_date: "Dari tanggal",
    last_date: "Sampai tanggal",
    reason: "Alasan",
    start_time: "Mulai",
    end_time: "Selesai",
    quota: "Kuota",
    template_name: "Nama templat",
    message: "Isi pesan",
    message_template_id: "Templat",
    reminder_offset: "Menit",
    reminder_patient_count: "Sisa pasien",
    reminder_type: "Jenis pengingat",
    whatsapp_number: "Nomor WhatsApp",
    waha_api_url: "Alamat WAHA",
    session: "Sesi",
    api_key: "Kunci API",
    file: "Berkas",
    device: "Perangkat",
    patient_id: "Pasien",
    description: "Catatan",
    patient_name: "Nama pasien",
    no_bpjs: "Nomor BPJS",
    is_active: "Berlaku",
    expired_at: "Berlaku sampai",
    is_taken: "Diambil",
    is_handed_over: "Diserahkan",
    files: "Berkas",
    rows: "Baris",
    status: "Status",
    note: "Catatan",
    queue_number: "Nomor antrean",
};

// Configs that the clinic knows by another name.
const configWords: Readonly<Record<string, string>> = {
    clinic_name: "nama klinik",
    clinic_address: "alamat klinik",
    clinic_phone: "telepon klinik",
    clinic_running_text: "teks berjalan",
    clinic_voice_style: "cara suara menyebut nomor",
    clinic_logo: "logo klinik",
    clinic_timezone: "zona waktu",
    n8n_webhook_url: "alamat n8n",
};

// Ids that have names.
export interface Names {
    readonly polies: ReadonlyMap<number, string>;
    readonly users: ReadonlyMap<number, string>;
}

export function whoText({ user, address }: Entry): string {
    if (user !== null) return user.name;
    if (address === "command line") return "Perintah di server";
    return address === null ? "Pasien atau kios" : "Tanpa masuk";
}

// "mengubah izin peran"
export function whatText(entry: Entry): string {
    if (entry.kind === "visit") return `${visitWords[entry.action] ?? entry.action} kunjungan`;
    const config = entry.kind === "config" ? configWords[entry.object_name ?? ""] : undefined;
    const verb = actionWords[entry.action] ?? entry.action;
    return `${verb} ${config ?? kindWords[entry.kind] ?? entry.kind}`;
}

// The name of the object, unless the sentence has it already.
export function objectText({ kind, object_name, object_id }: Entry): string {
    if (kind === "config" && configWords[object_name ?? ""] !== undefined) return "";
    if (object_name !== null) return object_name;
    return object_id === null ? "" : `nomor ${object_id}`;
}

export interface Difference {
    readonly field: string;
    readonly word: string;
    // Null: there was none.
    readonly before: string | null;
    readonly after: string | null;
    // Of lists: what went and what came.
    readonly gone: readonly string[];
    readonly come: readonly string[];
    readonly isList: boolean;
    // Only that it changed is known.
    readonly isHidden: boolean;
    // It was not there before, so there is nothing to compare it with.
    readonly isAdded: boolean;
}

type Fields = Readonly<Record<string, unknown>>;
const fieldsOf = (value: unknown): Fields =>
    typeof value === "object" && value !== null ? (value as Fields) : {};

// Each field that differs. Of a visit, only what changed is said.
export function differences(entry: Entry, names: Names): Difference[] {
    const before = fieldsOf(entry.before);
    const after = fieldsOf(entry.after);
    const isVisit = entry.kind === "visit";
    const isCall = isVisit && callKinds.includes(entry.action);
    return [...new Set([...Object.keys(before), ...Object.keys(after)])]
        .filter((field) => !isVisit || isToldOfVisit(field, before, after))
        .filter((field) => !(entry.kind === "config" && field === "name"))
        .map((field) => ({
            ...differenceOf(field, before[field], after[field], names),
            ...(isCall && field === "note" && { word: "Panggilan ke" }),
            ...(!isCall && field === "note" && { after: noteText(after[field]) }),
            isAdded: !(field in before),
        }));
}

// "priority: lansia" and "kiosk: 3" as the ledger has them; a reason is the user's own text.
function noteText(note: unknown): string {
    const [, kind, value] = /^(priority|kiosk): (.+)$/.exec(String(note)) ?? [];
    if (kind === "kiosk") return `lewat kios ${value}`;
    if (kind === "priority") return `prioritas: ${priorityWord(value ?? null) ?? "tidak"}`;
    return String(note);
}

// The note of a call is its number.
const callKinds: readonly string[] = ["anamnesa", "with_doctor"];

function isToldOfVisit(field: string, before: Fields, after: Fields): boolean {
    if (field === "note") return true;
    return field === "status" && before["status"] !== after["status"];
}

function differenceOf(
    field: string,
    before: unknown,
    after: unknown,
    names: Names,
): Omit<Difference, "isAdded"> {
    const word = fieldWords[field] ?? field;
    if (Array.isArray(before) || Array.isArray(after)) {
        const [old, now] = [listOf(field, before), listOf(field, after)];
        return {
            ...{ field, word, before: null, after: null, isList: true, isHidden: false },
            gone: old.filter((each) => !now.includes(each)),
            come: now.filter((each) => !old.includes(each)),
        };
    }
    return {
        ...{ field, word, gone: [], come: [], isList: false },
        before: textOf(field, before, names),
        after: textOf(field, after, names),
        isHidden: before === "changed" || after === "changed",
    };
}

function listOf(field: string, value: unknown): string[] {
    const list = Array.isArray(value) ? value.map(String) : [];
    return field === "permissions" ? list.map(permissionWord) : list;
}

const yesAndNo: Readonly<Record<string, string>> = { Y: "ya", N: "tidak", R: "ditolak" };

function textOf(field: string, value: unknown, names: Names): string | null {
    if (value === null || value === undefined || value === "") return null;
    if (field === "poly_id") return names.polies.get(Number(value)) ?? `nomor ${String(value)}`;
    if (field === "doctor_id") return names.users.get(Number(value)) ?? `nomor ${String(value)}`;
    if (field.endsWith("_time")) return String(value).slice(0, 5);
    if (field.startsWith("is_")) return yesAndNo[String(value)] ?? String(value);
    return String(value);
}
