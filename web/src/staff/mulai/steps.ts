// The steps of setting a clinic up. What is done follows from the clinic's own data.
import type { components } from "@generated/schema";

export type Poly = components["schemas"]["Poly"];
export type User = components["schemas"]["UserWithRoles"];

export interface Facts {
    readonly hasOwnPassword: boolean;
    readonly clinicName: string;
    readonly polies: readonly Poly[];
    readonly users: readonly User[];
    // Whether there is a schedule of today or later.
    readonly hasSchedules: boolean;
    readonly openBoards: number;
    readonly hasCalled: boolean;
    readonly isDismissed: boolean;
    readonly isDemo: boolean;
}

export type StepId = "sandi" | "klinik" | "poli" | "orang" | "jadwal" | "layar" | "coba";

export interface Step {
    readonly id: StepId;
    readonly title: string;
    // What is done, in a few words; "" while it is not.
    readonly done: string;
}

// The name of a clinic that has none yet.
const nameless = "Klinik";
const doctorRole = "Dokter";
const superadminRole = "Superadmin";

export const hasRole = (user: User, role: string) => user.roles.some(({ name }) => name === role);
export const doctorsOf = (users: readonly User[]) =>
    users.filter((user) => hasRole(user, doctorRole) && user.poly_id !== null);

function peopleText(users: readonly User[]): string {
    const doctors = doctorsOf(users).length;
    const others = users.filter(
        (user) => !hasRole(user, doctorRole) && !hasRole(user, superadminRole),
    ).length;
    return doctors > 0 && others > 0 ? `${doctors} dokter, ${others} petugas` : "";
}

export function stepsOf(facts: Facts): Step[] {
    const { polies, openBoards, hasCalled } = facts;
    const isMarked = polies.length > 0 && polies.every(({ letter }) => letter !== null);
    // A board that is off in the evening was opened all the same.
    const boardText = openBoards > 0 ? `${openBoards} layar tersambung` : "Sudah dipakai";
    const done: Record<StepId, string> = {
        sandi: facts.hasOwnPassword ? "Sudah diganti" : "",
        klinik: facts.clinicName === nameless ? "" : facts.clinicName,
        poli: isMarked ? polies.map(({ name }) => name).join(", ") : "",
        orang: peopleText(facts.users),
        jadwal: facts.hasSchedules ? "Jadwal sudah ada" : "",
        layar: openBoards > 0 || hasCalled ? boardText : "",
        coba: hasCalled ? "Nomor pertama sudah dipanggil" : "",
    };
    const titles: Record<StepId, string> = {
        sandi: "Ganti kata sandi awal",
        klinik: "Nama klinik",
        poli: "Poli",
        orang: "Dokter dan petugas",
        jadwal: "Jadwal mingguan",
        layar: "Layar ruang tunggu",
        coba: "Pendaftaran percobaan",
    };
    return (Object.keys(titles) as StepId[]).map((id) => ({
        id,
        title: titles[id],
        done: done[id],
    }));
}

export const nextStep = (steps: readonly Step[]): StepId | null =>
    steps.find(({ done }) => done === "")?.id ?? null;

export const isReady = (facts: Facts): boolean =>
    facts.isDismissed || facts.isDemo || nextStep(stepsOf(facts)) === null;
