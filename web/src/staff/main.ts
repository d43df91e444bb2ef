import "@/theme.css";
import "@/base.css";
import "./staff.css";
import { QueryClient, VueQueryPlugin } from "@tanstack/vue-query";
import { createApp } from "vue";
import { Failure } from "@/api/failure";
import App from "./App.vue";
import { router } from "./router";
import { applyTheme } from "./theme";

applyTheme();
// The browser keeps a page for its back button, also that of a user who has signed out meanwhile.
addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
});
const queries = new QueryClient({
    defaultOptions: {
        queries: {
            networkMode: "always", // The clinic's network may have no internet.
            retry: (count, failure) =>
                !(failure instanceof Failure && failure.status < 500) && count < 5,
            retryDelay: (count) => Math.min(500 * 2 ** count, 8_000),
        },
        mutations: { networkMode: "always" },
    },
});
createApp(App).use(router).use(VueQueryPlugin, { queryClient: queries }).mount("#app");
