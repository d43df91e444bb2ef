// Tests of every resource without trash, as contract, sections 1, 4, 6 and 8.1, require. Each
// resource's own test file tests the rest.
import { test } from "node:test";
import assert from "node:assert/strict";
import { type Api } from "./Api.ts";
import { badIds, type Row } from "./Clinic.ts";
import { eventually } from "./Eventually.ts";
import { any, assertAnswer, assertJson } from "./Json.ts";

export interface Setting {
    path: string; // "/api/configs"
    api: Api;  // of a user who may write
    // A body with every attribute in the table's order, with values that differ for each number.
    body(number: number): Row;
    // Keys that answers have after the row's own columns.
    relations?(body: Row): Row;
    texts: {
        created: string;
        updated: string;
        detail: string;
        removed: string;
        missing: { get: string; put: string; delete: string };
    };
}

export const instants = { created_at: any.timestamp, updated_at: any.timestamp, deleted_at: null };

let lastNumber = 0;
const newBody = (of: Setting): Row => of.body(++lastNumber);

export function storedRow(of: Setting, id: unknown, body: Row): Row {
    return { id, ...body, ...instants, ...of.relations?.(body) };
}

function createdRow(of: Setting, body: Row): Row {
    return {
        ...body,
        updated_at: any.timestamp,
        created_at: any.timestamp,
        id: any.id,
        ...of.relations?.(body),
    };
}

// Creates a new row for a test.
export async function makeSetting(
    of: Setting,
    changes: Row = {},
): Promise<{ id: number; body: Row; path: string }> {
    const body = { ...newBody(of), ...changes };
    const answer = await of.api.post(of.path, body);
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    const { id } = answer.body.data;
    return { id, body, path: `${of.path}/${id}` };
}

const error = (message: string) => ({ status: "error", message });
const success = (message: string, data: unknown) => ({ status: "success", message, data });

// Asserts each of the contract's texts for a path without a row.
async function assertMissing(of: Setting, path: string): Promise<void> {
    const { missing } = of.texts;
    assertAnswer(await of.api.get(path), 404, error(missing.get));
    assertAnswer(await of.api.put(path, newBody(of)), 404, error(missing.put));
    assertAnswer(await of.api.delete(path), 404, error(missing.delete));
}

function testTexts(of: Setting): void {
    test(`${of.path} NamesNoRowByAWrongId`, async () => {
        for (const id of [...badIds, "trashed"]) await assertMissing(of, `${of.path}/${id}`);
    });

    test(`${of.path} HasNoTrash`, async () => {
        const { path } = await makeSetting(of);
        await of.api.delete(path);
        const restore = await of.api.post(`${path}/restore`);
        const route = `${path}/restore`.slice(1);
        assertAnswer(restore, 404, error(`The route ${route} could not be found.`));
    });

    test(`${of.path} RemovesARowOnce`, async () => {
        const { id, path } = await makeSetting(of);
        assertAnswer(await of.api.delete(path), 200, {
            status: "success",
            message: of.texts.removed,
        });
        await assertMissing(of, path);
        const rows = (await of.api.get(of.path, { per_page: 100 })).body.data;
        const listed = Array.isArray(rows) ? rows : rows.data;
        assert.ok(!listed.some((row: Row) => row.id === id));
    });
}

function testWriting(of: Setting): void {
    test(`${of.path} CreatesInTheOrderOfTheContract`, async () => {
        const body = newBody(of);
        const answer = await of.api.post(of.path, { other: 1, id: 7, ...body, deleted_at: "x" });
        assertAnswer(answer, 201, success(of.texts.created, createdRow(of, body)));
        const path = `${of.path}/${answer.body.data.id}`;
        const stored = storedRow(of, answer.body.data.id, body);
        assertAnswer(await of.api.get(path), 200, success(of.texts.detail, stored));
    });

    test(`${of.path} ChangesARow`, async () => {
        const { id, path } = await makeSetting(of);
        const body = newBody(of);
        const changed = await of.api.put(path, body);
        const stored = storedRow(of, id, body);
        assertAnswer(changed, 200, success(of.texts.updated, stored));
        assert.deepEqual((await of.api.get(path)).body.data, changed.body.data);
    });

    test(`${of.path} IsNotTouchedByAnUpdateThatChangesNothing`, async () => {
        const { path, body } = await makeSetting(of);
        const before = (await of.api.get(path)).body.data;
        await eventually(() => assert.ok(Date.now() > Date.parse(before.updated_at) + 1000));
        assert.deepEqual((await of.api.put(path, body)).body.data, before);
        const changed = (await of.api.put(path, newBody(of))).body.data;
        assert.equal(changed.created_at, before.created_at);
        assert.ok(changed.updated_at > before.updated_at);
    });
}

export function testSetting(of: Setting): void {
    testTexts(of);
    testWriting(of);
}

// For the relation to a removed row: the id stays, the row is null.
export async function assertRelation(of: Setting, path: string, expected: Row): Promise<void> {
    const { data } = (await of.api.get(path)).body;
    assertJson(
        Object.fromEntries(Object.keys(expected).map((key) => [key, data[key]])),
        expected,
    );
}
