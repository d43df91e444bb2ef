// The presses of a room's buttons: one at a time, each with its result, and the way back.
import { useQueryClient } from "@tanstack/vue-query";
import { computed, onScopeDispose, ref } from "vue";
import { lostAt } from "@/live/connection";
import { now, serverNow } from "@/live/serverClock";
import { readVisit } from "@/live/visits";
import { lastStep } from "./entries";
import { servingOf, visitOf } from "./moves";
import { primarySteps, run, undoableOf, type Run, type Step } from "./presses";
import { isServed, visitText } from "./room";
import { briefOf, sentenceOfDone, sentenceOfFailure, undoSentence } from "./sentences";
import { server } from "./server";
import { userNameQuery } from "./userName";
import type { RoomState } from "./useRoom";

// What the last press did.
export interface Outcome {
    readonly kind: "success" | "warning" | "error";
    readonly text: string;
    // The same in two or three words.
    readonly brief: string;
    // Visits whose moves can be taken back, the latest first.
    readonly undo: readonly number[];
    // Milliseconds of the server's clock.
    readonly at: number;
}

const undoWithin_ms = 30_000;
// The second press of a double press comes within this time after the first one's result.
const settling_ms = 1_200;
// As the bar of the connection: short interruptions are not shown.
const patience_ms = 3_000;

export function usePresses(state: RoomState) {
    const cache = useQueryClient();
    const phase = ref<"idle" | "busy" | "settling">("idle");
    const outcome = ref<Outcome | null>(null);
    const isOffline = computed(
        () => lostAt.value !== null && now.value > 0 && isLong(performance.now() - lostAt.value),
    );
    const isLong = (span_ms: number) => span_ms > patience_ms;

    let timer: ReturnType<typeof setTimeout> | undefined;
    onScopeDispose(() => clearTimeout(timer));

    // Nothing happens while another press runs, and for a moment after its result.
    async function begin(act: () => Promise<Outcome>): Promise<void> {
        if (phase.value !== "idle" || isOffline.value) return;
        phase.value = "busy";
        try {
            outcome.value = await act();
        } finally {
            phase.value = "settling";
            timer = setTimeout(() => (phase.value = "idle"), settling_ms);
        }
    }

    async function carryOut(steps: readonly Step[]): Promise<Outcome> {
        // Before the answer, because the screen may see the call earlier. A call without an answer
        // may have happened, so it stays.
        const before = servedIds();
        const calls = steps.flatMap((step) => (step.kind === "call" ? [step.visit.id] : []));
        state.called.set([...before, ...calls]);
        const result = await run(steps, server);
        const late = result.failed !== null && isTooLate(result.failed.failure);
        if (late)
            state.called.set([...before, ...result.done.flatMap(({ called }) => called?.id ?? [])]);
        await show(idsOf(result));
        const text = sentenceOfDone(result);
        const undo = undoableOf(result);
        if (result.failed === null)
            return { kind: "success", text, brief: briefOf(result), undo, at: serverNow() };
        const { step, failure } = result.failed;
        const why = sentenceOfFailure(step, failure, await whoMoved(step, failure));
        return {
            kind: isTooLate(failure) ? "warning" : "error",
            text: [text, why].filter(Boolean).join(" "),
            brief: "",
            undo,
            at: serverNow(),
        };
    }

    // Who was called from here and is still inside.
    function servedIds(): number[] {
        return state.visits.value
            .filter(
                (visit) => isServed(state.station, visit) && state.called.ids.value.has(visit.id),
            )
            .map(({ id }) => id);
    }

    const isTooLate = (failure: unknown) =>
        visitOf(failure) !== null || servingOf(failure) !== undefined;

    function idsOf({ done, failed }: Run): number[] {
        const moved = done.flatMap(({ called, left }) => [called, left]);
        return [...moved, failed && visitOf(failed.failure)].flatMap((each) =>
            each ? [each.id] : [],
        );
    }

    // The rows as they are now, before the result is shown.
    async function show(ids: readonly number[]): Promise<void> {
        try {
            const rows = await Promise.all([...new Set(ids)].map(readVisit));
            await state.refresh();
            for (const row of rows) if (row !== null) state.put(row);
        } catch {
            void state.refresh();
        }
    }

    // The name of the user who was faster.
    async function whoMoved(step: Step, failure: unknown): Promise<string | null> {
        if (!isTooLate(failure)) return null;
        const visit = step.kind === "next" ? (state.room.value.inside ?? step.inside) : step.visit;
        const user_id = visit && lastStep(state.steps.value, visit.id)?.user_id;
        if (visit === null || user_id === null || user_id === undefined) return null;
        if (user_id !== state.me.id) return nameOf(user_id);
        // The answer to this user's own call was lost.
        if (step.kind === "call") state.called.add(visit.id);
        return "Anda";
    }

    const nameOf = (id: number): Promise<string | null> =>
        cache.fetchQuery(userNameQuery(id)).catch(() => null);

    const undoSeconds = computed(() => {
        const last = outcome.value;
        if (last === null || last.undo.length === 0) return 0;
        return Math.max(0, Math.floor((last.at + undoWithin_ms - now.value) / 1_000));
    });

    async function takeBack(ids: readonly number[]): Promise<Outcome> {
        const texts: string[] = [];
        let kind: Outcome["kind"] = "success";
        for (const id of ids) {
            const text = textOf(id);
            try {
                await show(await server.undo(id));
                texts.push(`${text} dikembalikan.`);
            } catch (failure) {
                kind = "warning";
                texts.push(undoSentence(text, failure));
                break;
            }
        }
        state.called.set(servedIds());
        return { kind, text: texts.join(" "), brief: "Dikembalikan", undo: [], at: serverNow() };
    }

    function textOf(id: number): string {
        const visit = state.visits.value.find((each) => each.id === id);
        return visit === undefined ? "Pasien" : visitText(visit);
    }

    const press = (steps: readonly Step[]) =>
        steps.length === 0 ? Promise.resolve() : begin(() => carryOut(steps));
    return {
        phase,
        outcome,
        isOffline,
        undoSeconds,
        press,
        pressPrimary: () =>
            press(
                primarySteps(state.station, state.room.value, {
                    ...state.place.value,
                    date: state.today.value,
                }),
            ),
        undo: () => {
            const ids = undoSeconds.value > 0 ? (outcome.value?.undo ?? []) : [];
            return ids.length === 0 ? Promise.resolve() : begin(() => takeBack(ids));
        },
        // Shows the result of something else than a press.
        say: (kind: Outcome["kind"], text: string) =>
            (outcome.value = { kind, text, brief: text, undo: [], at: serverNow() }),
    };
}

export type Presses = ReturnType<typeof usePresses>;
