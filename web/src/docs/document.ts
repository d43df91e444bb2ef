// The parts of an OpenAPI document that the samples read.
export interface Schema {
    type?: string | string[];
    format?: string;
    pattern?: string;
    enum?: unknown[];
    examples?: unknown[];
    default?: unknown;
    minimum?: number;
    contentMediaType?: string;
    properties?: Record<string, Schema>;
    required?: string[];
    items?: Schema;
    anyOf?: Schema[];
    $ref?: string;
}

export interface Parameter {
    name: string;
    in: string;
    required?: boolean;
    example?: unknown;
    schema: Schema;
}

export interface Operation {
    security?: Record<string, string[]>[];
    parameters?: Parameter[];
    requestBody?: { content: Record<string, { schema: Schema; example?: unknown }> };
}

export interface Document {
    servers: { url: string }[];
    paths: Record<string, Record<string, Operation>>;
    components: { schemas: Record<string, Schema> };
}

// What a reference of the document names.
export function resolved(document: Document, schema: Schema): Schema {
    const name = schema.$ref?.split("/").at(-1);
    const found = name === undefined ? undefined : document.components.schemas[name];
    return found === undefined ? schema : resolved(document, found);
}
