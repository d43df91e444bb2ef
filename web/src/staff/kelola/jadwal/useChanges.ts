// What users do with schedules, and how each of it is taken back.
import { ref, shallowRef } from "vue";
import { Attempt } from "@/api/client";
import { sentenceFor } from "@/api/failure";
import { say } from "../parts/undo";
import { hoursText, type Hours, type Session } from "./hours";
import { bodyOf, changeSchedule, createSchedule, removeSchedule } from "./schedules";

// More than this is not taken back one by one.
const undoMax = 200;
const atOnce = 6;

const known = {
    "The schedule conflicts with an existing schedule for this doctor.":
        "Jam itu baru saja dipakai jadwal lain dari dokter ini. Jadwal tidak diubah.",
    "The schedule has reservations, so its date and doctor cannot be changed.":
        "Sudah ada pasien di jadwal ini, jadi harinya tidak dapat diubah.",
};

async function removeAll(ids: readonly number[]): Promise<void> {
    for (let at = 0; at < ids.length; at += atOnce)
        await Promise.all(
            ids.slice(at, at + atOnce).map((id) => removeSchedule(id, new Attempt())),
        );
}

const storedBody = ({ doctor_id, date, start_time, end_time, quota }: Session) => ({
    doctor_id,
    date,
    start_time,
    end_time,
    quota,
});

export function useChanges(refresh: () => Promise<unknown>) {
    // Hours that were dropped and are being saved, by schedule.
    const moved = shallowRef<ReadonlyMap<number, Hours>>(new Map());
    const isBusy = ref(false);
    const problem = ref("");

    function undoable(sentence: string, undo?: () => Promise<unknown>) {
        say({ sentence, undo: undo && (() => undo().then(refresh)) });
    }

    function saidSaved(ids: readonly number[], before: Session | undefined) {
        if (before)
            return undoable("Jadwal diubah.", () =>
                changeSchedule(before.id, storedBody(before), new Attempt()),
            );
        const sentence = ids.length === 1 ? "Jadwal dibuat." : `${ids.length} jadwal dibuat.`;
        undoable(sentence, ids.length > undoMax ? undefined : () => removeAll(ids));
    }

    // Hours that were dropped in the calendar.
    async function move(session: Session, hours: Hours): Promise<void> {
        const body = bodyOf({ ...hours, doctor_id: session.doctor_id }, session.quota);
        moved.value = new Map([...moved.value, [session.id, hours]]);
        problem.value = "";
        try {
            await changeSchedule(session.id, body, new Attempt());
            const name = session.doctor?.name ?? "Jadwal";
            undoable(`${name} kini ${hoursText(hours.start, hours.end)}.`, () =>
                changeSchedule(session.id, storedBody(session), new Attempt()),
            );
        } catch (failure) {
            problem.value = sentenceFor(failure, known);
        }
        await refresh();
        moved.value = new Map([...moved.value].filter(([id]) => id !== session.id));
    }

    // False: it was refused, and `problem` says why.
    async function remove(session: Session): Promise<boolean> {
        isBusy.value = true;
        problem.value = "";
        try {
            await removeSchedule(session.id, new Attempt());
        } catch (failure) {
            problem.value = sentenceFor(failure, known);
            return false;
        } finally {
            isBusy.value = false;
        }
        const attempt = new Attempt();
        undoable("Jadwal dihapus.", () => createSchedule(storedBody(session), attempt));
        await refresh();
        return true;
    }

    return { moved, isBusy, problem, move, remove, saidSaved };
}
