// An example of a request to an operation of the API document.
import { type Document, type Operation, type Parameter, type Schema, resolved } from "./document";

export type Body =
    | { kind: "json"; value: unknown }
    // With uploads: a text, or the name of a file.
    | { kind: "form"; fields: { name: string; text: string; isFile: boolean }[] };

export interface SampleRequest {
    method: string; // in capitals
    url: string;
    needsToken: boolean;
    body?: Body;
}

function textOf(schema: Schema, name: string): string {
    if (schema.format === "date") return "2026-01-12";
    if (schema.format === "email") return "budi@mail.com";
    if (schema.format === "uri") return "https://klinik.example";
    if (schema.pattern !== undefined) return schema.pattern.includes(":") ? "09:00" : "2026";
    return name.replaceAll("_", " ");
}

// A value of the schema for the field `name`. Optional fields of objects are left out.
function valueOf(document: Document, given: Schema, name: string): unknown {
    const schema = resolved(document, given);
    const first = schema.examples?.[0] ?? schema.enum?.[0] ?? schema.default;
    if (first !== undefined) return first;
    if (schema.anyOf?.[0] !== undefined) return valueOf(document, schema.anyOf[0], name);
    switch ([schema.type].flat()[0]) {
        case "object":
            return Object.fromEntries(
                (schema.required ?? []).map((key) => [
                    key,
                    valueOf(document, schema.properties?.[key] ?? {}, key),
                ]),
            );
        case "array":
            return [valueOf(document, schema.items ?? {}, name)];
        case "integer":
        case "number":
            return schema.minimum ?? 1;
        case "boolean":
            return true;
        default:
            return textOf(schema, name);
    }
}

const parameterValue = (document: Document, parameter: Parameter): string =>
    String(parameter.example ?? valueOf(document, parameter.schema, parameter.name));

function formOf(document: Document, schema: Schema): Body {
    const form = resolved(document, schema);
    return {
        kind: "form",
        fields: (form.required ?? []).map((name) => {
            const field = resolved(document, form.properties?.[name] ?? {});
            const isFile = field.format === "binary" || field.contentMediaType !== undefined;
            const text = isFile ? "document.pdf" : String(valueOf(document, field, name));
            return { name, text, isFile };
        }),
    };
}

function bodyOf(document: Document, operation: Operation): Body | undefined {
    const content = operation.requestBody?.content ?? {};
    const json = content["application/json"];
    if (json !== undefined)
        return { kind: "json", value: json.example ?? valueOf(document, json.schema, "") };
    const form = content["multipart/form-data"];
    return form === undefined ? undefined : formOf(document, form.schema);
}

// `baseUrl`: of the server, without a slash at the end.
export function sampleRequest(
    document: Document,
    baseUrl: string,
    path: string,
    method: string,
): SampleRequest {
    const operation = document.paths[path]?.[method] ?? {};
    const parameters = operation.parameters ?? [];
    const value = (name: string) => {
        const parameter = parameters.find((one) => one.in === "path" && one.name === name);
        return parameter === undefined ? name : parameterValue(document, parameter);
    };
    const place = path.replace(/\{([^}]+)\}/g, (_, name: string) =>
        encodeURIComponent(value(name)),
    );
    const query = parameters
        .filter((one) => one.in === "query" && (one.required || one.example !== undefined))
        .map((one) => `${one.name}=${encodeURIComponent(parameterValue(document, one))}`);
    const body = bodyOf(document, operation);
    return {
        method: method.toUpperCase(),
        url: baseUrl + place + (query.length > 0 ? `?${query.join("&")}` : ""),
        needsToken: (operation.security ?? []).some((scheme) => !("signature" in scheme)),
        ...(body === undefined ? {} : { body }),
    };
}
