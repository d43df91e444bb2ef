import "@/theme.css";
import "@/base.css";
import "./kiosk.css";
import { createApp } from "vue";
import KioskApp from "./KioskApp.vue";

createApp(KioskApp).mount("#app");
