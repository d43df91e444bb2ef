// The seven reports: their names, their filters, and their columns as people read them.
import type { paths } from "@generated/schema";
import { minutesCell, countText, percentText } from "@/clinic/figureText";
import { shortDayText } from "@/clinic/times";

type PathsOf<All> = Extract<keyof All, `/api/reports/${string}`>;
export type ExportPath = Extract<PathsOf<paths>, `${string}/export`>;
export type ReportPath = Exclude<PathsOf<paths>, ExportPath>;

type Json<Path extends ReportPath> =
    paths[Path]["get"]["responses"][200]["content"]["application/json"];
type RowOf<Path extends ReportPath> = Json<Path>["data"][number];
type KeyOf<Path extends ReportPath> = Extract<keyof RowOf<Path>, string>;

export type Cell = string | number | null | undefined;
export type Row = Readonly<Record<string, Cell>>;

export interface Column {
    readonly key: string;
    readonly word: string;
    // Numbers stand at the right.
    readonly isNumber: boolean;
    readonly text: (cell: Cell) => string;
    // A status is shown with its mark.
    readonly isStatus?: boolean;
}

export type FilterName = "poly" | "insurance" | "status" | "user" | "refined";
export type ChartName = "registered" | "noShows" | "insurances" | "polies" | "waits" | "hours";

export interface Report {
    readonly slug: string;
    readonly word: string;
    // The question that it answers.
    readonly question: string;
    readonly path: ReportPath;
    readonly filters: readonly FilterName[];
    readonly columns: readonly Column[];
    readonly chart: ChartName | null;
    // Filters that the rows need always.
    readonly always?: Readonly<Record<string, number>>;
}

const dash = "–";
const decimals = new Intl.NumberFormat("id-ID", {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
});
const words: Readonly<Record<string, string>> = {
    BPJS: "BPJS",
    GENERAL: "Umum",
    "Check-in": "Mendaftarkan",
    Anamnesa: "Memanggil ke anamnesa",
    "Waiting Doctor": "Selesai anamnesa",
    "With Doctor": "Memanggil ke dokter",
    Done: "Selesai",
    "No Show": "Menandai tidak hadir",
    Cancelled: "Membatalkan",
    "Update Reservation": "Mengubah data",
    Undo: "Mengembalikan",
    Arrival: "Mencatat kedatangan",
};

const asText = (cell: Cell) => (cell === null || cell === undefined ? dash : String(cell));
const number = (cell: Cell) => (typeof cell === "number" ? cell : null);

// Makes the columns of one report; a key that its rows do not have does not compile.
function columnsOf<Path extends ReportPath>() {
    const make =
        (isNumber: boolean, text: (cell: Cell) => string) =>
        (key: KeyOf<Path>, word: string): Column => ({ key, word, isNumber, text });
    return {
        day: make(false, (cell) => shortDayText(asText(cell))),
        text: make(false, asText),
        word: make(false, (cell) => words[asText(cell)] ?? asText(cell)),
        status: (key: KeyOf<Path>, word: string): Column => ({
            ...make(false, asText)(key, word),
            isStatus: true,
        }),
        time: make(true, asText),
        count: make(true, (cell) => {
            const count = number(cell);
            return count === null ? dash : countText(count);
        }),
        minutes: make(true, (cell) => {
            const minutes = number(cell);
            return minutes === null ? dash : minutesCell(minutes);
        }),
        precise: make(true, (cell) => {
            const minutes = number(cell);
            return minutes === null ? dash : decimals.format(minutes);
        }),
        percent: make(true, (cell) => percentText(number(cell))),
    };
}

const visits = columnsOf<"/api/reports/patient-visits">();
const noShows = columnsOf<"/api/reports/no-show-cancelled">();
const insurances = columnsOf<"/api/reports/bpjs-vs-general">();
const polies = columnsOf<"/api/reports/poly-performance">();
const waits = columnsOf<"/api/reports/waiting-time">();
const hours = columnsOf<"/api/reports/busy-hour">();
const users = columnsOf<"/api/reports/user-activity">();

const shownHours = [
    "06:00",
    "07:00",
    "08:00",
    "09:00",
    "10:00",
    "11:00",
    "12:00",
    "13:00",
    "14:00",
    "15:00",
    "16:00",
    "17:00",
    "18:00",
] as const;

export const reports: readonly Report[] = [
    {
        slug: "kunjungan",
        word: "Kunjungan",
        question: "Siapa yang datang, ke poli mana, dan berapa lama menunggu?",
        path: "/api/reports/patient-visits",
        filters: ["poly", "insurance", "status", "refined"],
        chart: "registered",
        columns: [
            visits.day("date", "Tanggal"),
            visits.text("patient_name", "Pasien"),
            visits.text("poly", "Poli"),
            visits.word("insurance_type", "Penjamin"),
            visits.status("status", "Status"),
            visits.time("registration_time", "Daftar"),
            visits.time("call_time", "Dokter"),
            visits.minutes("waiting_time_minutes", "Tunggu (menit)"),
        ],
    },
    {
        slug: "tidak-hadir",
        word: "Tidak hadir",
        question: "Berapa yang tidak datang atau membatalkan?",
        path: "/api/reports/no-show-cancelled",
        filters: ["poly", "insurance"],
        chart: "noShows",
        columns: [
            noShows.day("date", "Tanggal"),
            noShows.text("poly", "Poli"),
            noShows.count("total_reservations", "Terdaftar"),
            noShows.count("no_show", "Tidak hadir"),
            noShows.count("cancelled", "Dibatalkan"),
            noShows.percent("ratio_percent", "Bagian"),
        ],
    },
    {
        slug: "penjamin",
        word: "BPJS dan umum",
        question: "Berapa pasien BPJS, berapa pasien umum?",
        path: "/api/reports/bpjs-vs-general",
        filters: ["poly"],
        chart: "insurances",
        columns: [
            insurances.day("date", "Tanggal"),
            insurances.text("poly", "Poli"),
            insurances.count("total_bpjs", "BPJS"),
            insurances.count("total_general", "Umum"),
            insurances.percent("bpjs_percentage", "Bagian BPJS"),
            insurances.percent("general_percentage", "Bagian umum"),
        ],
    },
    {
        slug: "poli",
        word: "Kinerja poli",
        question: "Poli mana yang paling ramai dan paling cepat?",
        path: "/api/reports/poly-performance",
        filters: ["poly"],
        chart: "polies",
        columns: [
            polies.day("date", "Tanggal"),
            polies.text("poly", "Poli"),
            polies.count("total_patients", "Pasien"),
            polies.precise("average_waiting_time_minutes", "Rata-rata tunggu (menit)"),
            polies.percent("no_show_rate_percent", "Tidak hadir"),
            polies.time("peak_hour", "Jam tersibuk"),
        ],
    },
    {
        slug: "waktu-tunggu",
        word: "Waktu tunggu",
        question: "Berapa lama pasien menunggu dokter?",
        path: "/api/reports/waiting-time",
        filters: ["poly"],
        chart: "waits",
        always: { percentiles: 1 },
        columns: [
            waits.day("date", "Tanggal"),
            waits.text("poly", "Poli"),
            waits.precise("average_waiting_time_minutes", "Rata-rata"),
            waits.precise("p50_waiting_time_minutes", "Median"),
            waits.precise("p90_waiting_time_minutes", "P90"),
            waits.precise("longest_waiting_time_minutes", "Terlama"),
            waits.precise("fastest_waiting_time_minutes", "Tercepat"),
        ],
    },
    {
        slug: "jam-sibuk",
        word: "Jam sibuk",
        question: "Jam berapa pasien mendaftar?",
        path: "/api/reports/busy-hour",
        filters: ["poly"],
        chart: "hours",
        columns: [
            hours.day("date", "Tanggal"),
            hours.text("poly", "Poli"),
            ...shownHours.map((hour) => hours.count(hour, hour.slice(0, 2))),
            hours.count("total_reservations", "Jumlah"),
        ],
    },
    {
        slug: "kegiatan",
        word: "Kegiatan pengguna",
        question: "Siapa melakukan apa?",
        path: "/api/reports/user-activity",
        filters: ["user"],
        chart: null,
        columns: [
            users.day("date", "Tanggal"),
            users.text("user", "Pengguna"),
            users.text("role", "Peran"),
            users.word("activity", "Kegiatan"),
            users.time("reservation_id", "Nomor reservasi"),
        ],
    },
];

export function reportOf(slug: unknown): Report | undefined {
    return reports.find((report) => report.slug === slug);
}
