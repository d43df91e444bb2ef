// Renders the patient's page in the development server, as the program does in production, so that
// the page has hot reload, too.
import { readFileSync } from "node:fs";
import type { Plugin } from "vite";
import type * as FieldsModule from "../src/patient/fields";
import type * as RenderModule from "../src/patient/render";
import type { Visit } from "../src/patient/visit";

export function patientPage(server: string): Plugin {
    return {
        name: "antrean-patient-page",
        configureServer: (dev) => {
            const render = async (url: string, code: string): Promise<string> => {
                const { fieldsOf } = (await dev.ssrLoadModule(
                    "/src/patient/fields.ts",
                )) as typeof FieldsModule;
                const { rendered } = (await dev.ssrLoadModule(
                    "/src/patient/render.ts",
                )) as typeof RenderModule;
                const answer = await fetch(`${server}/api/visits/${code}`);
                const { data } = (await answer.json()) as { data: Visit };
                const template = readFileSync("patient.html", "utf8");
                return dev.transformIndexHtml(url, rendered(template, fieldsOf(data, code)));
            };
            dev.middlewares.use((request, response, next) => {
                const url = request.url ?? "/";
                const code = /^\/a\/([\w-]{22})$/.exec(url)?.[1];
                if (request.method !== "GET" || code === undefined) return next();
                // A page that cannot be rendered here is the server's own.
                render(url, code).then(
                    (page) => response.setHeader("Content-Type", "text/html").end(page),
                    () => next(),
                );
            });
        },
    };
}
