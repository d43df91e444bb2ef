import { basePath } from "../basePath";
import { createRouter, createWebHistory, type RouteRecordRaw } from "vue-router";
import { kelolaRoutes } from "./kelola/routes";

// Each screen is loaded when it is opened. `meta.title` names the window.
const routes: RouteRecordRaw[] = [
    { path: "/", component: () => import("./HomePage.vue"), meta: { title: "antrean" } },
    {
        path: "/masuk",
        component: () => import("./session/SignInPage.vue"),
        meta: { title: "Masuk", isOpen: true },
    },
    {
        path: "/perawat",
        component: () => import("./rooms/NursePage.vue"),
        meta: { title: "Perawat", isWhole: true },
    },
    {
        path: "/dokter",
        component: () => import("./rooms/DoctorPage.vue"),
        meta: { title: "Dokter", isWhole: true },
    },
    {
        path: "/loket",
        component: () => import("./loket/LoketPage.vue"),
        meta: { title: "Loket", isWhole: true },
    },
    {
        path: "/mulai",
        component: () => import("./mulai/MulaiPage.vue"),
        meta: { title: "Mulai" },
    },
    kelolaRoutes,
    {
        path: "/ringkasan",
        component: () => import("./figures/SummaryPage.vue"),
        meta: { title: "Ringkasan" },
    },
    {
        path: "/laporan/:report?",
        component: () => import("./reports/ReportsPage.vue"),
        meta: { title: "Laporan" },
    },
    {
        path: "/:rest(.*)*",
        component: () => import("./NotFoundPage.vue"),
        meta: { title: "Tidak ditemukan" },
    },
];

declare module "vue-router" {
    interface RouteMeta {
        title: string;
        // Shown to people who are not signed in.
        isOpen?: boolean;
        // Fits into the window and scrolls its panes.
        isWhole?: boolean;
    }
}

export const router = createRouter({ history: createWebHistory(basePath), routes });

router.afterEach((to) => {
    document.title = to.meta.title === "antrean" ? "antrean" : `${to.meta.title} · antrean`;
});
