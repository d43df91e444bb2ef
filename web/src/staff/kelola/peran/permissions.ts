// What each permission allows, in words for the matrix. A permission that the API adds does not
// compile until it has words here.
import type { components } from "@generated/schema";

type Body = components["schemas"]["PutRolesByIdPermissionsBody"];
export type Permission = NonNullable<Body["permissions"]>[number];

export interface Words {
    readonly word: string;
    readonly note: string;
}

const words: Readonly<Record<Permission, Words>> = {
    "reservation.write": {
        word: "Mendaftarkan pasien",
        note: "Loket: daftar, ubah, pindah poli atau hari, catat kedatangan",
    },
    "patients.write": { word: "Mengubah data pasien", note: "Nama, nomor WhatsApp, nomor BPJS" },
    "queue.cancelled": { word: "Membatalkan kunjungan", note: "Dengan alasan" },
    "queue.noshow": { word: "Mencatat pasien tidak hadir", note: "Setelah dipanggil" },
    "queue.anamnesa": { word: "Memanggil ke perawat", note: "Layar Perawat" },
    "queue.waitingdoctor": {
        word: "Mengantar ke antrean dokter",
        note: "Setelah anamnesa selesai",
    },
    "queue.withdoctor": { word: "Memanggil ke dokter", note: "Layar Dokter" },
    "queue.call-next": {
        word: "Selesai dan panggil berikutnya",
        note: "Tombol besar di layar Dokter",
    },
    "queue.done": { word: "Menyelesaikan kunjungan", note: "Pasien boleh pulang" },
    "checkup.write": { word: "Membuat jadwal kontrol", note: "Tanggal kembali pasien" },
    "lab.write": { word: "Mencatat sampel lab", note: "Diambil dan diserahkan" },
    "schedule.write": { word: "Mengatur jadwal dokter", note: "Jam praktik, kuota, libur" },
    "reports.read": { word: "Melihat dan mengunduh laporan", note: "Termasuk nama pasien" },
    "users.write": {
        word: "Mengelola pengguna",
        note: "Buat akun, beri peran, atur ulang kata sandi",
    },
    "roles.write": { word: "Mengelola peran", note: "Buat, ganti nama, hapus; izinnya tidak" },
    "poly.write": { word: "Mengelola poli", note: "Nama, ruang, huruf antrean" },
    "status.write": { word: "Mengelola status", note: "Label di aplikasi lain" },
    "settings.write": {
        word: "Mengubah setelan",
        note: "Profil klinik, templat, pengingat, WhatsApp, FAQ",
    },
    "tokens.create": { word: "Membuat token tetap", note: "Kunci untuk n8n; tidak berakhir" },
    "audit.read": { word: "Membaca audit", note: "Siapa mengubah apa, dan kapan" },
    "backups.write": { word: "Mengelola cadangan", note: "Buat dan unduh; berisi semua data" },
};

export interface Area {
    readonly word: string;
    readonly permissions: readonly Permission[];
}

const areas: readonly Area[] = [
    {
        word: "Loket",
        permissions: ["reservation.write", "patients.write", "queue.cancelled", "queue.noshow"],
    },
    { word: "Perawat", permissions: ["queue.anamnesa", "queue.waitingdoctor", "lab.write"] },
    {
        word: "Dokter",
        permissions: ["queue.withdoctor", "queue.call-next", "queue.done", "checkup.write"],
    },
    { word: "Perencanaan", permissions: ["schedule.write", "reports.read"] },
    {
        word: "Mengatur klinik",
        permissions: [
            "users.write",
            "roles.write",
            "poly.write",
            "status.write",
            "settings.write",
            "tokens.create",
            "audit.read",
            "backups.write",
        ],
    },
];

// The areas with what the server offers; what it offers and this program does not know is last.
export function areasOf(available: readonly string[]): Area[] {
    const known = areas.map((area) => ({
        ...area,
        permissions: area.permissions.filter((each) => available.includes(each)),
    }));
    const placed = areas.flatMap(({ permissions }) => permissions) as readonly string[];
    const rest = available.filter((each) => !placed.includes(each)) as Permission[];
    return [...known, { word: "Lainnya", permissions: rest }].filter(
        ({ permissions }) => permissions.length > 0,
    );
}

export function wordsOf(permission: string): Words {
    return (words as Readonly<Record<string, Words>>)[permission] ?? { word: permission, note: "" };
}

// Those who hold one of these govern others' accounts and the clinic's set-up: only a user who has
// it may pass it on (docs/decisions/0022).
export const administrative: ReadonlySet<string> = new Set<Permission>([
    "users.write",
    "roles.write",
    "poly.write",
    "status.write",
    "settings.write",
    "tokens.create",
    "audit.read",
    "backups.write",
]);
