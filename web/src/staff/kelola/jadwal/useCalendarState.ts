// What the calendar shows, kept in the URL: the view, a day of it, and the poly. A device remembers
// view and poly.
import { computed } from "vue";
import { useRoute, useRouter } from "vue-router";
import { useClinic } from "@/clinic/clinic";
import { remember, remembered } from "../parts/remembered";
import type { View } from "./days";

const words: Readonly<Record<View, string>> = { week: "minggu", month: "bulan", list: "daftar" };
const kept = ["tampilan", "poli"] as const;

export function useCalendarState(isNarrow: () => boolean) {
    const route = useRoute();
    const router = useRouter();
    const { today } = useClinic();
    const old = remembered("jadwal", [...kept]);

    const text = (name: string) => {
        const value = route.query[name];
        return typeof value === "string" ? value : "";
    };
    function set(values: Readonly<Record<string, string>>) {
        const query = { ...route.query, ...values };
        remember("jadwal", [...kept], {
            tampilan: text("tampilan") || (old["tampilan"] ?? ""),
            poli: text("poli") || (old["poli"] ?? ""),
            ...values,
        });
        Object.assign(old, values);
        void router.replace({ params: route.params, query });
    }

    const view = computed<View>({
        get: () => {
            const word = text("tampilan") || old["tampilan"];
            const found = (Object.keys(words) as View[]).find((each) => words[each] === word);
            return isNarrow() ? "list" : (found ?? "week");
        },
        set: (chosen) => set({ tampilan: words[chosen] }),
    });
    const day = computed<string>({
        get: () => (/^\d{4}-\d{2}-\d{2}$/.test(text("tanggal")) ? text("tanggal") : today.value),
        set: (chosen) => set({ tanggal: chosen === today.value ? "" : chosen }),
    });
    // "semua", an id, or "" for the first poly.
    const poly = computed<string>({
        get: () => text("poli") || (old["poli"] ?? ""),
        set: (chosen) => set({ poli: chosen }),
    });
    return { view, day, poly, today };
}
