// What a permission allows, in words.
const words: Readonly<Record<string, string>> = {
    "users.write": "mengubah pengguna",
    "roles.write": "mengubah peran",
    "poly.write": "mengubah poli",
    "status.write": "mengubah label status",
    "schedule.write": "mengubah jadwal",
    "reservation.write": "mendaftarkan pasien",
    "patients.write": "mengubah data pasien",
    "queue.anamnesa": "memanggil ke perawat",
    "queue.waitingdoctor": "meneruskan ke dokter",
    "queue.withdoctor": "memanggil ke dokter",
    "queue.done": "menyelesaikan kunjungan",
    "queue.noshow": "mencatat tidak hadir",
    "queue.cancelled": "membatalkan kunjungan",
    "queue.call-next": "memanggil berikutnya",
    "checkup.write": "mengubah jadwal kontrol",
    "settings.write": "mengubah pengaturan",
    "tokens.create": "membuat token tetap",
    "reports.read": "membaca laporan",
    "lab.write": "mencatat sampel lab",
    "audit.read": "membaca audit",
};

export const permissionWord = (name: string): string => words[name] ?? name;
