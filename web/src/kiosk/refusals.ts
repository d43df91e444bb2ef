// What patients read when the clinic refuses a registration.
export const refusals: Readonly<Record<string, string>> = {
    "Quota is full": "Kuota baru saja habis. Mulai lagi dan pilih dokter atau poli lain.",
    "WhatsApp number or BPJS number is already registered with a different patient name":
        "Nomor ini milik pasien lain. Periksa nomornya, atau silakan ke loket.",
    "The patient reference is not valid any more. Look the patient up again.":
        "Waktunya habis. Mulai lagi dan isi nomor Anda sekali lagi.",
    "Validation failed": "Ada isian yang tidak diterima. Periksa lagi, atau silakan ke loket.",
};
