// Prints tickets, again as often as needed. A printer that fails blocks nothing.
import { useQueryClient } from "@tanstack/vue-query";
import { nextTick, ref, shallowRef, type Ref, type ShallowRef } from "vue";
import { sentenceFor } from "@/api/failure";
import type { Ticket } from "@/ui/ticket/ticket";
import { freshTicket } from "./useTicket";

export interface Printing {
    // What TicketPrint holds for the printer.
    readonly ticket: ShallowRef<Ticket | null>;
    // The visit whose ticket is being fetched or printed.
    readonly busyId: Ref<number | null>;
    readonly problem: ShallowRef<{ id: number; sentence: string } | null>;
    readonly isAutomatic: Ref<boolean>;
    print(id: number): Promise<void>;
    choose(isAutomatic: boolean): void;
}

const key = "antrean.prints_after_registration";

// `send` gives the held ticket to the browser's printer.
export function usePrinting(send: () => Promise<void> | undefined): Printing {
    const cache = useQueryClient();
    const ticket = shallowRef<Ticket | null>(null);
    const busyId = ref<number | null>(null);
    const problem = shallowRef<{ id: number; sentence: string } | null>(null);
    const isAutomatic = ref(localStorage.getItem(key) === "1");

    async function print(id: number) {
        if (busyId.value !== null) return;
        busyId.value = id;
        problem.value = null;
        try {
            ticket.value = await freshTicket(cache, id);
            await nextTick();
            await send();
        } catch (failure) {
            const sentence = `Karcis belum tercetak; nomor tetap berlaku. ${sentenceFor(failure)}`;
            problem.value = { id, sentence };
        } finally {
            busyId.value = null;
        }
    }

    function choose(automatic: boolean) {
        isAutomatic.value = automatic;
        localStorage.setItem(key, automatic ? "1" : "0");
    }
    return { ticket, busyId, problem, isAutomatic, print, choose };
}
