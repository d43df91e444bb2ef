// What runs here, as the API says it.
import { api, read } from "@/api/client";
import type { components } from "@generated/schema";

export type About = components["schemas"]["About"];

export const readAbout = async () => (await read(api.GET("/api/about", {}))).data;
