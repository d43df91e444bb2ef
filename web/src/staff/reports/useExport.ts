// One export of a report: running, finished, cancelled or failed.
import { onScopeDispose, ref, shallowRef } from "vue";
import { sentenceFor } from "@/api/failure";
import { download, save, type Progress } from "./download";

export type ExportState =
    | { readonly kind: "idle" }
    | { readonly kind: "running"; readonly progress: Progress; readonly begun: number }
    | { readonly kind: "saved"; readonly name: string; readonly bytes: number }
    | { readonly kind: "cancelled" }
    | { readonly kind: "failed"; readonly sentence: string };

export function useExport() {
    const state = shallowRef<ExportState>({ kind: "idle" });
    const elapsed_s = ref(0);
    let controller: AbortController | undefined;
    let timer: ReturnType<typeof setInterval> | undefined;

    async function start(url: string, name: string): Promise<void> {
        if (state.value.kind === "running") return;
        const begun = performance.now();
        controller = new AbortController();
        const { signal } = controller;
        elapsed_s.value = 0;
        timer = setInterval(
            () => (elapsed_s.value = Math.floor((performance.now() - begun) / 1_000)),
            500,
        );
        try {
            const file = await download(url, signal, (progress) => {
                state.value = { kind: "running", progress, begun };
            });
            save(file, name);
            state.value = { kind: "saved", name, bytes: file.size };
        } catch (failure) {
            state.value = signal.aborted
                ? { kind: "cancelled" }
                : { kind: "failed", sentence: sentenceFor(failure) };
        } finally {
            clearInterval(timer);
        }
    }
    const cancel = () => controller?.abort();
    const close = () => (state.value = { kind: "idle" });
    // A page that is left needs no file.
    onScopeDispose(() => {
        clearInterval(timer);
        cancel();
    });
    return { state, elapsed_s, start, cancel, close };
}
