// The sections of Kelola, in the order of the side list. A section is one line here and one
// component, FOLDER/...Section.vue, where FOLDER is its path; README.md has the recipe. Users do
// not see what their permissions do not open.
import {
    BellRing,
    Building2,
    CalendarDays,
    CalendarHeart,
    CalendarOff,
    CircleHelp,
    Contact,
    DatabaseBackup,
    DoorOpen,
    FlaskConical,
    History,
    Info,
    KeyRound,
    MessageCircle,
    MessageSquareText,
    SendHorizontal,
    Tablet,
    Tag,
    Users,
    Workflow,
} from "@lucide/vue";
import type { Component } from "vue";
import { isSuperadmin, mayDo, type Me } from "../session/permissions";

interface Line {
    // "/kelola/PATH", and "/kelola/PATH/ROW" when a row is open.
    readonly path: string;
    readonly word: string;
    readonly icon: Component;
    // A permission as the API names it, or "superadmin".
    readonly needs: string;
}

export interface Section extends Line {
    // Loaded when it is opened.
    readonly page: () => Promise<unknown>;
}

export interface SectionGroup {
    readonly word: string;
    readonly sections: readonly Section[];
}

const orang: Line[] = [
    { path: "pengguna", word: "Pengguna", icon: Users, needs: "users.write" },
    { path: "peran", word: "Peran", icon: KeyRound, needs: "roles.write" },
];
const klinik: Line[] = [
    { path: "profil", word: "Profil klinik", icon: Building2, needs: "settings.write" },
    { path: "poli", word: "Poli", icon: DoorOpen, needs: "poly.write" },
    { path: "jadwal", word: "Jadwal", icon: CalendarDays, needs: "schedule.write" },
    { path: "libur", word: "Libur", icon: CalendarOff, needs: "schedule.write" },
    { path: "status", word: "Status", icon: Tag, needs: "status.write" },
];
const pasien: Line[] = [
    { path: "pasien", word: "Pasien", icon: Contact, needs: "patients.write" },
    { path: "kontrol", word: "Kontrol", icon: CalendarHeart, needs: "checkup.write" },
];
const pesan: Line[] = [
    { path: "templat", word: "Templat", icon: MessageSquareText, needs: "settings.write" },
    { path: "pengingat", word: "Pengingat", icon: BellRing, needs: "settings.write" },
    { path: "whatsapp", word: "WhatsApp", icon: MessageCircle, needs: "settings.write" },
    { path: "n8n", word: "n8n", icon: Workflow, needs: "settings.write" },
    { path: "pengiriman", word: "Pengiriman", icon: SendHorizontal, needs: "settings.write" },
];
const layanan: Line[] = [
    { path: "faq", word: "FAQ", icon: CircleHelp, needs: "settings.write" },
    { path: "kios", word: "Perangkat kios", icon: Tablet, needs: "superadmin" },
    { path: "lab", word: "Lab", icon: FlaskConical, needs: "superadmin" },
];
const sistem: Line[] = [
    { path: "cadangan", word: "Cadangan", icon: DatabaseBackup, needs: "backups.write" },
    { path: "audit", word: "Audit", icon: History, needs: "audit.read" },
    { path: "tentang", word: "Tentang", icon: Info, needs: "superadmin" },
];

const pages = import.meta.glob("./*/*Section.vue");

function withPage(line: Line): Section {
    const file = Object.keys(pages).find((each) => each.startsWith(`./${line.path}/`));
    const page = file === undefined ? undefined : pages[file];
    if (page === undefined) throw new Error(`the section ${line.path} has no component`);
    return { ...line, page };
}

const groups: readonly SectionGroup[] = [
    { word: "Orang", sections: orang.map(withPage) },
    { word: "Klinik", sections: klinik.map(withPage) },
    { word: "Pasien", sections: pasien.map(withPage) },
    { word: "Pesan", sections: pesan.map(withPage) },
    { word: "Layanan", sections: layanan.map(withPage) },
    { word: "Sistem", sections: sistem.map(withPage) },
];

export const sections: readonly Section[] = groups.flatMap((group) => group.sections);

export function maySee(me: Me, { needs }: Section): boolean {
    return needs === "superadmin" ? isSuperadmin(me) : mayDo(me, needs);
}

// What the user may see; a group without sections is left out.
export function groupsFor(me: Me): SectionGroup[] {
    return groups
        .map((group) => ({
            ...group,
            sections: group.sections.filter((section) => maySee(me, section)),
        }))
        .filter(({ sections }) => sections.length > 0);
}
