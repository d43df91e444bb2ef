// Compares answers with the API document that `antrean openapi` prints. For a method, path and
// status, the body must match exactly: keys, types, null and the order of keys.
import { spawnSync } from "node:child_process";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { binary, environment } from "./Binary.ts";

export interface Asked {
    method: string; // in capitals
    target: string; // path and query as they were sent
    isOverridden?: boolean;  // the request may have overridden its method
}

export interface Answered {
    status: number;
    contentType: string | undefined;
    body: unknown; // parsed where it is JSON
}

type Schema = any;

const documentId = "openapi.json";
// A request can end with one of these before its route is known.
const beforeRouting = [400, 408, 413, 426, 429, 431, 503];
const unrouted = [404, 405];

export class ApiDocument {
    readonly json: any;
    private readonly ajv = new Ajv2020({ strict: false, validateFormats: false });
    private readonly validators = new Map<string, ValidateFunction>();
    private readonly templates: [expression: RegExp, path: string][];

    // `flags` of `antrean openapi`.
    constructor(flags: string[] = [], env: Record<string, string> = {}) {
        const options = { env: environment(env), encoding: "utf8", maxBuffer: 1 << 26 } as const;
        const printed = spawnSync(binary(), ["openapi", ...flags], options);
        if (printed.status !== 0) throw new Error(`antrean openapi: ${printed.stderr}`);
        this.json = JSON.parse(printed.stdout);
        this.ajv.addSchema(this.json, documentId, false, false);
        // Literal paths before paths with a parameter, as in the server's router.
        const paths = Object.keys(this.json.paths);
        paths.sort((left, right) => Number(left.includes("{")) - Number(right.includes("{")));
        this.templates = paths.map((path) => [expressionOf(path), path]);
    }

    // The differences between an answer and the document; empty if it matches.
    faults(asked: Asked, answered: Answered): string {
        const isOther = asked.isOverridden && asked.method === "POST";
        const methods = isOther ? ["POST", "PUT", "PATCH", "DELETE"] : [asked.method];
        const all = methods.map((method) => this.faultsOf(method, asked.target, answered));
        const found = all.find((faults) => faults === "") ?? (all[0] as string);
        if (found === "") return "";
        const body = JSON.stringify(answered.body)?.slice(0, 2000);
        return `${asked.method} ${asked.target} ${answered.status}: ${found}\n${body}`;
    }

    // The differences between the examples of an operation ("GET /api/poly") and its own schemas.
    exampleFaults(operation: string): string[] {
        const [method = "", path = ""] = operation.split(" ");
        const place = ["paths", path, method.toLowerCase()];
        const { parameters = [], requestBody, responses } = this.at(place);
        const faults = parameters
            .map((one: any, index: number) => [one, [...place, "parameters", String(index)]])
            .concat(this.forms([...place, "requestBody"], requestBody))
            .concat(
                ...Object.entries(responses).map(([status, response]) =>
                    this.forms([...place, "responses", status], response),
                ),
            )
            .filter(([one]: [any]) => one.example !== undefined)
            .map(([one, at]: [any, string[]]) => [
                at.slice(3).join(" "),
                this.mismatch([...at, "schema"], one.example),
            ]);
        return faults
            .filter(([, fault]: [string, string]) => fault !== "")
            .map(([where, fault]: [string, string]) => `${operation} ${where}: ${fault}`);
    }

    private forms(place: string[], holder: any): [form: any, place: string[]][] {
        return Object.entries<any>(holder?.content ?? {}).map(([type, form]) => [
            form,
            [...place, "content", type],
        ]);
    }

    // The same for an answer to an unknown request.
    faultsOfRefusal(answered: Answered): string {
        const schemas = Object.keys(this.json.components.schemas);
        const errors = ["Refused", "Invalid", "ValidationFailed", "InvalidSummedUp", "LabRefused"];
        const all = errors
            .filter((name) => schemas.includes(name))
            .map((name) => this.mismatch(["components", "schemas", name], answered.body));
        return all.includes("") ? "" : (all[0] as string);
    }

    private faultsOf(method: string, target: string, answered: Answered): string {
        const { status } = answered;
        if (["OPTIONS", "HEAD"].includes(method)) return "";
        const isJson = answered.contentType?.startsWith("application/json") ?? true;
        if (beforeRouting.includes(status) && isJson) return this.faultsOfRefusal(answered);
        const name = method.toLowerCase();
        const path = pathOf(target);
        const template = path === undefined ? undefined : this.templateOf(name, path);
        if (template === undefined)
            return unrouted.includes(status)
                ? this.faultsOfRefusal(answered)
                : "no such path in the document";
        const place = ["paths", template, name, "responses", String(status)];
        const response = this.at(place);
        if (response === undefined) return "no such status in the document";
        return this.contentFaults(place, response, answered);
    }

    private contentFaults(place: string[], response: any, answered: Answered): string {
        const real = response.$ref === undefined ? place : response.$ref.slice(2).split("/");
        const content = this.at(real).content;
        if (content === undefined) return answered.body === "" ? "" : "it has a body";
        const [type = ""] = (answered.contentType ?? "").split(";");
        const media = content?.[type] === undefined && content?.["*/*"] ? "*/*" : type;
        if (content?.[media] === undefined) return `no such type in the document: ${type}`;
        if (type !== "application/json") return "";
        return this.mismatch([...real, "content", media, "schema"], answered.body);
    }

    private templateOf(method: string, path: string): string | undefined {
        const fits = ([expression, template]: [RegExp, string]) =>
            this.json.paths[template][method] !== undefined && expression.test(path);
        return this.templates.find(fits)?.[1];
    }

    private at(place: string[]): any {
        return place.reduce((node, key) => node?.[key], this.json);
    }

    private mismatch(place: string[], value: unknown): string {
        const pointer = place
            .map((key) => encodeURIComponent(key.replaceAll("~", "~0").replaceAll("/", "~1")))
            .join("/");
        let validate = this.validators.get(pointer);
        if (validate === undefined) {
            validate = this.ajv.compile({ $ref: `${documentId}#/${pointer}` });
            this.validators.set(pointer, validate);
        }
        if (!validate(value)) return JSON.stringify(validate.errors?.slice(0, 3));
        return this.disorder(this.at(place), value, "");
    }

    // The places where the order of keys differs from the document.
    private disorder(schema: Schema, value: any, where: string): string {
        if (value === null || typeof value !== "object") return "";
        if (schema.$ref !== undefined)
            return this.disorder(this.at(schema.$ref.slice(2).split("/")), value, where);
        if (schema.anyOf !== undefined) {
            const all = schema.anyOf.map((one: Schema) => this.disorder(one, value, where));
            return all.includes("") ? "" : all[0];
        }
        if (Array.isArray(value))
            return value
                .map((item, index) => this.disorder(schema.items ?? {}, item, `${where}/${index}`))
                .find((found) => found !== "") ?? "";
        return this.keyDisorder(schema, value, where);
    }

    private keyDisorder(schema: Schema, value: Record<string, any>, where: string): string {
        const known = Object.keys(schema.properties ?? {});
        const keys = Object.keys(value).filter((key) => known.includes(key));
        const places = keys.map((key) => known.indexOf(key));
        const late = places.findIndex((place, index) => place < (places[index - 1] ?? -1));
        if (late >= 0) return `${where}/${keys[late]} comes after ${keys[late - 1]}`;
        const found = keys.map((key) =>
            this.disorder(schema.properties[key], value[key], `${where}/${key}`),
        );
        return found.find((one) => one !== "") ?? "";
    }
}

function expressionOf(path: string): RegExp {
    const escaped = path.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
    return new RegExp(`^${escaped.replace(/\{[^}]+\}/g, "[^/]+")}$`, "s");
}

// The path as the server reads it (contract, 2): decoded, without the query, with one slash in
// front and none at the end. undefined: it cannot be decoded.
function pathOf(target: string): string | undefined {
    const path = target.replace(/^\w+:\/\/[^/]*/, "").replace(/[?#].*$/s, "");
    try {
        const decoded = decodeURIComponent(path).replace(/^\/*/, "/");
        return decoded.length > 1 ? decoded.replace(/\/+$/, "") || "/" : decoded;
    } catch {
        return undefined;
    }
}

// Flags and environment of started servers, by their base URL: the document of the same settings
// applies. It is printed once for each different set of relevant settings.
const settingsOf = new Map<string, [flags: string[], env: Record<string, string>]>();
const documents = new Map<string, ApiDocument>();
const flagsThatMatter = ["--config", "--created-status", "--queue-list-number"];

export function serverStarted(
    baseUrl: string,
    flags: string[],
    env: Record<string, string> = {},
): void {
    const isKept = (index: number) => flagsThatMatter.includes(flags[index] ?? "");
    const kept = flags.filter((_, index) => isKept(index) || isKept(index - 1));
    settingsOf.set(baseUrl, [kept, env]);
}

export function documentOf(baseUrl: string): ApiDocument {
    const [flags, env] = settingsOf.get(baseUrl) ?? [[], {}];
    const key = JSON.stringify([flags, env]);
    let document = documents.get(key);
    if (document === undefined) documents.set(key, (document = new ApiDocument(flags, env)));
    return document;
}

export function assertRefusal(baseUrl: string, answered: Answered): void {
    const faults = documentOf(baseUrl).faultsOfRefusal(answered);
    const shown = JSON.stringify(answered).slice(0, 300);
    if (faults !== "") throw new Error(`no refusal of the API document: ${shown}: ${faults}`);
}

// Throws if the answer does not match the document.
export function assertDocumented(baseUrl: string, asked: Asked, answered: Answered): void {
    const faults = documentOf(baseUrl).faults(asked, answered);
    if (faults !== "") throw new Error(`not as the API document says: ${faults}`);
}
