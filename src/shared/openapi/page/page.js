"use strict";
// Shows the OpenAPI document. Texts are inserted as text, never as markup.

// Its address depends on whether the page's own address ends with a slash, because a proxy may put
// the server below a path.
const documentUrl = location.pathname.endsWith("/") ? "../api/openapi.json" : "api/openapi.json";
let api;

function make(name, properties = {}, ...children) {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children.filter((child) => child !== undefined));
    return element;
}

// "**bold** and `code`" -> nodes
function marked(text) {
    return text.split(/(\*\*[^*]+\*\*|`[^`]+`)/).map((part) => {
        if (part.startsWith("**")) return make("strong", { textContent: part.slice(2, -2) });
        if (part.startsWith("`")) return make("code", { textContent: part.slice(1, -1) });
        return part;
    });
}

function resolved(node) {
    const path = node?.$ref?.slice(2).split("/");
    return path === undefined ? node : resolved(path.reduce((at, key) => at[key], api));
}

// The schema without the alternative null.
function solid(schema) {
    const real = resolved(schema);
    return real.anyOf === undefined ? real : solid(real.anyOf[0]);
}

const typesOf = (schema) => [schema.type ?? "any"].flat();

function textExample(schema, key) {
    if (schema.format === "date") return "2025-12-29";
    if (schema.format === "email") return "budi@mail.com";
    if (schema.format === "uri") return "https://klinik.example";
    if (schema.pattern?.includes(":")) return "09:15";
    if (schema.pattern !== undefined) return "2025";
    return key.replaceAll("_", " ");
}

function objectExample(schema) {
    const entries = Object.entries(schema.properties ?? {});
    const example = Object.fromEntries(entries.map(([key, item]) => [key, exampleOf(item, key)]));
    if (example.deleted_at !== undefined) example.deleted_at = null;  // null in most rows
    if (typeof schema.additionalProperties === "object")
        example["..."] = exampleOf(schema.additionalProperties);
    return example;
}

// `key`: the name that stands for a text without an example.
function exampleOf(given, key = "text") {
    const schema = solid(given);
    if (schema.examples !== undefined) return schema.examples[0];
    if (schema.enum !== undefined) return schema.enum[0];
    switch (typesOf(schema)[0]) {
        case "object":
            return objectExample(schema);
        case "array":
            return [exampleOf(schema.items ?? {}, key)];
        case "integer":
            return schema.default ?? schema.minimum ?? 1;
        case "number":
            return schema.minimum ?? 67.94;
        case "boolean":
            return true;
        case "string":
            return textExample(schema, key);
        default:
            return {};
    }
}

function isNullable(schema) {
    const real = resolved(schema);
    return typesOf(real).includes("null") || real.anyOf?.some((one) => one.type === "null");
}

function typeName(schema) {
    const real = solid(schema);
    let name = typesOf(real)
        .filter((type) => type !== "null")
        .join(" or ");
    if (name === "array") name = `list of ${typeName(real.items ?? {})}`;
    if (real.format !== undefined) name += ` (${real.format})`;
    if (real.contentMediaType !== undefined) name = "file";
    return isNullable(schema) ? `${name} or null` : name;
}

function limits(schema) {
    const real = solid(schema);
    const words = { minimum: "at least", maximum: "at most", minItems: "items at least" };
    Object.assign(words, { maxItems: "items at most", minLength: "characters at least" });
    words.maxLength = "characters at most";
    const said = Object.entries(words)
        .filter(([key]) => real[key] !== undefined)
        .map(([key, word]) => `${word} ${real[key]}`);
    if (real.enum !== undefined)
        said.push(`one of ${real.enum.filter((value) => value !== null).join(", ")}`);
    if (real.default !== undefined) said.push(`${real.default} when absent`);
    return said.join("; ");
}

function table(heads, rows) {
    const head = make("tr", {}, ...heads.map((text) => make("th", { textContent: text })));
    const lines = rows.map((cells) =>
        make("tr", {}, ...cells.map((cell) => make("td", {}, ...[cell].flat()))),
    );
    const whole = make("table", {}, make("thead", {}, head), make("tbody", {}, ...lines));
    return make("div", { className: "scroll" }, whole);
}

const code = (text) => make("code", { textContent: text });
const pre = (text) => make("pre", { tabIndex: 0 }, code(text));
const json = (value) => pre(JSON.stringify(value, null, 2));

// One row for each value of the answer, including those inside objects and lists.
function fieldsOf(given, path = "") {
    const schema = solid(given);
    if (schema.type === undefined) return [];
    if (typesOf(schema)[0] === "array") return fieldsOf(schema.items ?? {}, `${path}[]`);
    const needed = schema.required ?? [];
    const rows = Object.entries(schema.properties ?? {}).flatMap(([key, item]) => {
        const name = path === "" ? key : `${path}.${key}`;
        const presence = needed.includes(key) ? "" : "not always there";
        const notes = [presence, limits(item)].filter((text) => text !== "").join("; ");
        return [[code(name), typeName(item), notes], ...fieldsOf(item, name)];
    });
    if (typeof schema.additionalProperties === "object")
        rows.push([code(`${path}.*`), typeName(schema.additionalProperties), "any other key"]);
    return rows;
}

function described(schema, notes) {
    const text = resolved(schema).description ?? "";
    return marked([text, notes].filter((part) => part !== "").join(" "));
}

function parametersOf(operation) {
    if (operation.parameters === undefined) return [];
    const rows = operation.parameters.map((parameter) => [
        code(parameter.name),
        parameter.in,
        typeName(parameter.schema),
        parameter.required ? "required" : "",
        described(parameter, limits(parameter.schema)),
    ]);
    const heads = ["name", "in", "type", "", "meaning"];
    return [make("h3", { textContent: "Parameters" }), table(heads, rows)];
}

function bodyOf(operation) {
    if (operation.requestBody === undefined) return [];
    const [media, content] = Object.entries(operation.requestBody.content)[0];
    const schema = resolved(content.schema);
    const rows = Object.entries(schema.properties).map(([key, item]) => [
        code(key),
        typeName(item),
        schema.required?.includes(key) ? "required" : "",
        described(item, limits(item)),
    ]);
    return [
        make("h3", { textContent: "Body" }),
        make("p", { className: "soft" }, Object.keys(operation.requestBody.content).join(" or ")),
        table(["name", "type", "", "meaning"], rows),
        ...(media === "application/json" ? [json(exampleOf(schema))] : []),
    ];
}

// The possible bodies, which differ in more than null.
function variantsOf(schema) {
    const all = resolved(schema).anyOf?.filter((one) => one.type !== "null") ?? [];
    return all.length > 1 ? all : [schema];
}

function bodiesOf(schema, example) {
    const variants = variantsOf(schema);
    return variants.flatMap((variant, index) => {
        const isLast = index === variants.length - 1;
        const parts = [json((isLast ? example : undefined) ?? exampleOf(variant))];
        const rows = fieldsOf(variant);
        if (rows.length > 0) parts.push(table(["value", "type", "notes"], rows));
        if (!isLast) parts.push(make("p", { className: "soft", textContent: "or" }));
        return parts;
    });
}

function answerOf([status, given], index) {
    const answer = resolved(given);
    const title = make("span", { className: "method", textContent: status });
    const line = make("summary", {}, title, make("span", {}, ...marked(answer.description)));
    const whole = make("details", { open: index === 0 }, line);
    const content = make("div", { className: "body" });
    for (const [media, { schema, example }] of Object.entries(answer.content ?? {})) {
        content.append(make("p", { className: "soft", textContent: media }));
        if (schema !== undefined) content.append(...bodiesOf(schema, example));
    }
    whole.append(content);
    return whole;
}

// The kind of the required token, and the permission; neither for an open operation.
function needsOf(operation) {
    const [kind, permissions = []] = Object.entries(operation.security[0] ?? {})[0] ?? [];
    return { kind, permission: permissions[0] };
}

function permissionOf(operation) {
    const { kind, permission } = needsOf(operation);
    if (kind === undefined) return "no token";
    return permission ?? (kind === "bearer" ? "any token" : kind);
}

function accessOf(operation) {
    const { kind, permission } = needsOf(operation);
    if (kind === undefined) return make("p", {}, "Needs no token.");
    if (kind !== "bearer") return make("p", {}, "Needs a bearer token of the kind ", code(kind), ".");
    if (permission === undefined) return make("p", {}, "Needs a bearer token, of any user.");
    return make("p", {}, "Needs a bearer token with the permission ", code(permission), ".");
}

function curlOf(method, path, operation) {
    const base = api.servers[0].url;
    const parts = [`curl -X ${method.toUpperCase()} '${base}${path}'`];
    if (operation.security.length > 0) parts.push(`-H 'Authorization: Bearer TOKEN'`);
    const schema = operation.requestBody?.content["application/json"]?.schema;
    if (schema !== undefined)
        parts.push(
            `-H 'Content-Type: application/json'`,
            `-d '${JSON.stringify(exampleOf(schema))}'`,
        );
    return pre(parts.join(" \\\n  "));
}

function fill(details, method, path, operation) {
    const content = make("div", { className: "body" });
    if (operation.description !== undefined)
        content.append(make("p", {}, ...marked(operation.description)));
    content.append(accessOf(operation), ...parametersOf(operation), ...bodyOf(operation));
    content.append(make("h3", { textContent: "Answers" }));
    content.append(...Object.entries(operation.responses).map(answerOf));
    content.append(make("h3", { textContent: "By hand" }), curlOf(method, path, operation));
    details.append(content);
}

function entryOf(method, path, operation) {
    const summary = make(
        "summary",
        {},
        make("span", { className: `method ${method}`, textContent: method.toUpperCase() }),
        make("span", { className: "path", textContent: path }),
        make("span", { textContent: operation.summary }),
        make("span", { className: "note", textContent: permissionOf(operation) }),
    );
    const details = make("details", { id: operation.operationId }, summary);
    details.classList.toggle("deprecated", operation.deprecated === true);
    // Details are created only when they are opened.
    const open = () => details.open && fill(details, method, path, operation);
    details.addEventListener("toggle", open, { once: true });
    return details;
}

function operationsOf(tag) {
    return Object.entries(api.paths).flatMap(([path, methods]) =>
        Object.entries(methods)
            .filter(([, operation]) => operation.tags.includes(tag))
            .map(([method, operation]) => entryOf(method, path, operation)),
    );
}

function showGroup({ name, description }) {
    const title = make("h2", { textContent: name });
    const section = make("section", { id: `group-${name}` }, title);
    section.append(make("p", { textContent: description }), ...operationsOf(name));
    document.getElementById("operations").append(section);
    const link = make("a", { href: `#group-${name}`, textContent: name });
    document.getElementById("groups").append(make("li", {}, link));
}

function search(text) {
    const words = text.toLowerCase().split(/\s+/);
    let count = 0;
    for (const section of document.querySelectorAll("#operations section")) {
        const entries = [...section.querySelectorAll(":scope > details")];
        for (const entry of entries) {
            const line = entry.querySelector("summary").textContent.toLowerCase();
            entry.hidden = !words.every((word) => line.includes(word));
        }
        const left = entries.filter((entry) => !entry.hidden).length;
        section.hidden = left === 0;
        count += left;
    }
    document.getElementById("introduction").hidden = text !== "";
    document.getElementById("found").textContent = `${count} operations`;
}

function openAddressed() {
    const entry = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (entry instanceof HTMLDetailsElement) entry.open = true;
    entry?.scrollIntoView();
}

function listenToKeys(field) {
    document.addEventListener("keydown", (event) => {
        if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
        if (document.activeElement === field) return;
        event.preventDefault();
        field.focus();
    });
}

async function start() {
    document.getElementById("source").href = documentUrl;
    const answer = await fetch(documentUrl);
    if (!answer.ok) throw new Error(`${documentUrl}: ${answer.status}`);
    api = await answer.json();
    document.getElementById("version").textContent = api.info.version;
    const paragraphs = api.info.description.split("\n\n");
    document
        .getElementById("introduction")
        .append(...paragraphs.map((text) => make("p", {}, ...marked(text))));
    api.tags.forEach(showGroup);
    const field = document.getElementById("search");
    field.addEventListener("input", () => search(field.value.trim()));
    listenToKeys(field);
    search(field.value.trim());
    window.addEventListener("hashchange", openAddressed);
    openAddressed();
}

start().catch((error) => {
    document.getElementById("found").textContent = `The document cannot be shown: ${error.message}`;
});
