// One lazily loaded child route for each section. `row` is an id or "baru".
import type { RouteRecordRaw } from "vue-router";
import { sections } from "./sections";

export const kelolaRoutes: RouteRecordRaw = {
    path: "/kelola",
    component: () => import("./KelolaPage.vue"),
    meta: { title: "Kelola", isWhole: true },
    children: sections.map(({ path, word, page }) => ({
        path: `${path}/:row?`,
        component: page,
        meta: { title: word },
    })),
};
