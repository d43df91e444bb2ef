// A form: what is typed, what is wrong with it, whether it is being saved. FormPanel.vue shows one.
//
//   const form = useForm({
//       start: () => ({ name: props.row?.name ?? "" }),
//       check: ({ name }) => ({ name: required(name) }),
//       save: (value, attempt) => createPoly(value, attempt),
//   });
//   <TextField v-model="form.value.name" label="Nama" v-bind="form.field('name')" />
import { computed, reactive, ref, type Ref } from "vue";
import { Attempt } from "@/api/client";
import { Failure, sentenceFor } from "@/api/failure";
import { fieldSentence } from "./fieldSentences";

// By field; "" is right.
export type Wrong<Value> = Partial<Record<keyof Value & string, string>>;

export interface Form<Value extends object = object, Saved = unknown> {
    readonly value: Value;
    readonly isDirty: Readonly<Ref<boolean>>;
    readonly isBusy: Readonly<Ref<boolean>>;
    // What stands beside no field.
    readonly problem: Readonly<Ref<string>>;
    // The attributes of a field that say what is wrong with it.
    readonly field: (name: keyof Value & string) => { error: string | undefined };
    // Undefined: it was not saved, and the form says why.
    readonly submit: () => Promise<Saved | undefined>;
    // Takes what is typed now as saved.
    readonly settle: () => void;
}

export function useForm<Value extends object, Saved>(options: {
    start: () => Value;
    // What can be said before the server is asked.
    check?: (value: Value) => Wrong<Value>;
    save: (value: Value, attempt: Attempt) => Promise<Saved>;
    // The section's own sentences for messages of the API.
    known?: Readonly<Record<string, string>>;
}): Form<Value, Saved> {
    const value = reactive(options.start()) as Value;
    const settled = ref(JSON.stringify(value));
    const refused = ref<Record<string, string>>({});
    const problem = ref("");
    const isBusy = ref(false);
    const isChecked = ref(false);
    let attempt = new Attempt();
    let attempted = "";

    const wrong = computed<Wrong<Value>>(() =>
        isChecked.value ? (options.check?.(value) ?? {}) : {},
    );

    function refuse(failure: unknown): void {
        const broken = failure instanceof Failure ? Object.entries(failure.errors) : [];
        if (broken.length === 0) problem.value = sentenceFor(failure, options.known);
        for (const [name, [message = ""]] of broken) {
            const sentence = options.known?.[message] ?? fieldSentence(message);
            // "roles.0" is about the field "roles".
            const field = name.split(".")[0] ?? name;
            if (field in value) refused.value[field] ??= sentence;
            else problem.value ||= sentence;
        }
    }

    async function submit(): Promise<Saved | undefined> {
        if (isBusy.value) return undefined;
        isChecked.value = true;
        refused.value = {};
        problem.value = "";
        if (Object.values(wrong.value).some(Boolean)) return undefined;
        // The same text sent again is the same attempt: an answer may have been lost.
        const text = JSON.stringify(value);
        if (text !== attempted) attempt = new Attempt();
        attempted = text;
        isBusy.value = true;
        try {
            const saved = await options.save(value, attempt);
            settle();
            return saved;
        } catch (failure) {
            const isDecided =
                failure instanceof Failure && !failure.isUnavailable && !failure.isUnanswered;
            if (isDecided) attempted = "";
            refuse(failure);
            return undefined;
        } finally {
            isBusy.value = false;
        }
    }

    function settle(): void {
        settled.value = JSON.stringify(value);
        attempted = "";
        isChecked.value = false;
        refused.value = {};
        problem.value = "";
    }

    return {
        value,
        isDirty: computed(() => JSON.stringify(value) !== settled.value),
        isBusy,
        problem,
        field: (name) => ({ error: wrong.value[name] || refused.value[name] || undefined }),
        submit,
        settle,
    };
}

export const required = (text: string): string => (text.trim() === "" ? "Wajib diisi." : "");
