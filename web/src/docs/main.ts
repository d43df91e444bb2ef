// The page of the API: Swagger UI with the document of this server, and code samples.
import createSwaggerUi from "swagger-ui-dist/swagger-ui-es-bundle";
import "../theme.css";
import "./docs.css";
import { at } from "@/basePath";
import { layoutPlugin } from "./layoutPlugin";
import { type Document } from "./document";
import { samplesPlugin } from "./samplesPlugin";

function followTheme(): void {
    const isDark = matchMedia("(prefers-color-scheme: dark)");
    const apply = () => {
        document.documentElement.dataset["theme"] = isDark.matches ? "dark" : "light";
        document.documentElement.classList.toggle("dark-mode", isDark.matches);
    };
    apply();
    isDark.addEventListener("change", apply);
}

async function json<Answer>(path: string): Promise<Answer> {
    const response = await fetch(at(path));
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return (await response.json()) as Answer;
}

// A browser that is signed in to the screens needs no token here.
async function showSession(): Promise<void> {
    const asked = await json<{ data: { has_session: boolean } }>("/api/auth/session");
    const me = asked.data.has_session
        ? await json<{ data: { username: string } }>("/api/auth/me").catch(() => undefined)
        : undefined;
    document.getElementById("session")!.textContent =
        me === undefined
            ? "Not signed in: requests need a token (Authorize)"
            : `Signed in as ${me.data.username}: requests need no token`;
}

async function show(): Promise<void> {
    const api = await json<Document>("/api/openapi.json");
    // The address that this browser uses is the one that works in it.
    const baseUrl = location.origin + at("");
    createSwaggerUi({
        domNode: document.getElementById("docs"),
        spec: { ...api, servers: [{ url: baseUrl }] },
        plugins: [layoutPlugin, samplesPlugin(api, baseUrl)],
        layout: "DocsLayout",
        deepLinking: true,
        filter: true,
        docExpansion: "none",
        defaultModelsExpandDepth: -1,
        syntaxHighlight: { theme: "obsidian" },
        validatorUrl: null, // A service on another host.
    });
}

followTheme();
void show();
void showSession();
