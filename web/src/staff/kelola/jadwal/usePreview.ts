// What a plan of weeks would make and what stands in its way, asked while it is typed.
import { onScopeDispose, ref, shallowRef, watch } from "vue";
import { Attempt } from "@/api/client";
import { Failure, sentenceFor } from "@/api/failure";
import { fieldSentence } from "../parts/fieldSentences";
import { planWeeks, type WeekPlan, type WeekPlanBody } from "./schedules";

const typingPause_ms = 300;

// Null: there is nothing to ask yet.
export function usePreview(body: () => WeekPlanBody | null) {
    const preview = shallowRef<WeekPlan | null>(null);
    const problem = ref("");
    const isAsking = ref(false);
    let timer: ReturnType<typeof setTimeout> | undefined;
    let asked = 0;

    async function ask(wanted: WeekPlanBody) {
        const number = ++asked;
        try {
            const plan = await planWeeks({ ...wanted, dry_run: true }, new Attempt());
            if (number !== asked) return;
            preview.value = plan;
            problem.value = "";
        } catch (failure) {
            if (number !== asked) return;
            preview.value = null;
            const message =
                failure instanceof Failure ? Object.values(failure.errors)[0]?.[0] : undefined;
            problem.value = message ? fieldSentence(message) : sentenceFor(failure);
        }
        isAsking.value = false;
    }

    watch(
        () => JSON.stringify(body()),
        () => {
            clearTimeout(timer);
            const wanted = body();
            isAsking.value = wanted !== null;
            if (wanted === null) preview.value = null;
            else timer = setTimeout(() => void ask(wanted), typingPause_ms);
        },
        { immediate: true },
    );
    onScopeDispose(() => clearTimeout(timer));
    return { preview, problem, isAsking };
}
