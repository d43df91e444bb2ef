// What the desk does to the visits of the day, and what is shown of it.
import { computed, ref, shallowRef, type Ref } from "vue";
import { Attempt } from "@/api/client";
import { serverNow } from "@/live/serverClock";
import type { Visit } from "@/live/visits";
import { sentenceOfAction } from "./useAction";
import type { Printing } from "./usePrinting";
import { checkIn, readVisit } from "./visitActions";
import type { VisitAction } from "./visitKeys";

const undo_ms = 30_000;

interface Day {
    readonly visits: Readonly<Ref<readonly Visit[]>>;
    readonly today: Readonly<Ref<string>>;
    refresh(): Promise<void>;
    put(visit: Visit): void;
}

export function useDayActions({ visits, today, refresh, put }: Day, printing: Printing) {
    const opened = shallowRef<{ id: number; action: VisitAction } | null>(null);
    const openedVisit = computed(
        () => visits.value.find(({ id }) => id === opened.value?.id) ?? null,
    );
    const cancelled = shallowRef<{ visit: Visit; until_ms: number } | null>(null);
    // To another day.
    const moved = shallowRef<Visit | null>(null);
    const saving = ref<ReadonlySet<number>>(new Set());
    const problem = ref("");

    const isToday = (visit: Visit) => visit.date.startsWith(today.value);

    // Null: the visit is gone.
    function show(visit: Visit | null) {
        if (visit) put(visit);
        else void refresh();
    }

    async function act(action: VisitAction, visit: Visit) {
        if (action === "checkIn") await saveArrival(visit.id);
        else if (action === "print") await printing.print(visit.id);
        else opened.value = { id: visit.id, action };
    }

    // Several may be saved at once, each on its own.
    async function saveArrival(visit_id: number) {
        saving.value = new Set([...saving.value, visit_id]);
        problem.value = "";
        try {
            show(await checkIn(visit_id, new Attempt()));
        } catch (failure) {
            problem.value = `Kedatangan belum tercatat. ${sentenceOfAction(failure)}`;
            void refresh();
        }
        saving.value = new Set([...saving.value].filter((id) => id !== visit_id));
    }

    async function showAsItIs(visit: Visit) {
        show(await readVisit(visit.id).catch(() => visit));
    }

    async function changed(after: Visit | null, action: VisitAction) {
        const before = openedVisit.value;
        show(after);
        if (action === "cancel" && before)
            cancelled.value = { visit: after ?? before, until_ms: serverNow() + undo_ms };
        if (action === "patient" && after) await reread(after.patient_id);
        const isMoved = action === "move" && after !== null;
        moved.value = isMoved && !isToday(after) ? after : null;
        // A new number needs a new ticket, which is one key away in the dialog.
        opened.value = isMoved && isToday(after) ? { id: after.id, action: "open" } : null;
    }

    // All visits of a patient whose name or number has changed.
    async function reread(patient_id: number) {
        const rows = visits.value.filter((each) => each.patient_id === patient_id);
        (await Promise.all(rows.map(({ id }) => readVisit(id)))).forEach(show);
    }

    function undone(visit: Visit | null) {
        cancelled.value = null;
        show(visit);
    }

    return {
        opened,
        openedVisit,
        cancelled,
        moved,
        saving,
        problem,
        act,
        saveArrival,
        showAsItIs,
        changed,
        undone,
    };
}
