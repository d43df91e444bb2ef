import "@/theme.css";
import "@/base.css";
import "./board.css";
import { createApp } from "vue";
import BoardApp from "./BoardApp.vue";

createApp(BoardApp).mount("#app");
