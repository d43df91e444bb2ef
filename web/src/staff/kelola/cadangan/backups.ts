// The backups of the server, as the API lists them.
import { useQuery } from "@tanstack/vue-query";
import { api, read, write, type Attempt } from "@/api/client";
import { at } from "@/basePath";
import type { components } from "@generated/schema";

export type Backup = components["schemas"]["Backup"];
export type Backups = Awaited<ReturnType<typeof readBackups>>;

export const backupsKey = ["kelola", "backups"] as const;
const every_ms = 60_000;
const everyWhileRunning_ms = 1_000;

const readBackups = () => read(api.GET("/api/backups", {}));

export const beginBackup = (attempt: Attempt) =>
    write((headers) => api.POST("/api/backups", { headers }), attempt);

// The browser downloads it itself: an archive may be larger than its memory.
export const addressOf = ({ name }: Backup) => at(`/api/backups/${name}`);

// Each second while a backup is made, else each minute.
export function useBackups() {
    return useQuery({
        queryKey: backupsKey,
        queryFn: readBackups,
        refetchInterval: ({ state }) => (state.data?.running ? everyWhileRunning_ms : every_ms),
    });
}
