// Tests of every plain resource with trash, as contract, sections 1, 3.7, 4 and 6, require. Each
// resource's own test file tests the rest.
import { test } from "node:test";
import assert from "node:assert/strict";
import { type Api } from "./Api.ts";
import { eventually } from "./Eventually.ts";
import { any, assertAnswer, assertJson } from "./Json.ts";

export interface MasterData {
    path: string; // "/api/poly"
    noun: string;  // beginning of the messages
    api: Api;  // of a user who may write
    // A body whose texts differ for each number.
    body(number: number): Record<string, string>;
    // The unique field, and the whole `errors` of a second row with its value.
    unique: string;
    takenErrors: Record<string, string[]>;
    // Also taken in another case.
    ignoresCase?: boolean;
    // Keys that are null in a row if no value was sent for them; after the others.
    absent?: Record<string, null>;
}

let lastNumber = 0;

// Creates a new row for a test; returns its id.
export async function makeRow(of: MasterData): Promise<{ id: number; body: any }> {
    const body = of.body(++lastNumber);
    const answer = await of.api.post(of.path, body);
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    return { id: answer.body.data.id, body };
}

export function shown(id: unknown, body: object, deleted_at: unknown = null): object {
    return { id, ...body, created_at: any.timestamp, updated_at: any.timestamp, deleted_at };
}

export async function listed(of: MasterData, path = "", params = {}): Promise<any[]> {
    const answer = await of.api.get(of.path + path, params);
    assert.equal(answer.status, 200);
    assert.deepEqual(Object.keys(answer.body), ["status", "data"]);
    return answer.body.data;
}

const noIds = ["99999", "0", "-1", "abc", "1x", "99999999999999999999", "1.0", "%20"];

function notFound(message: string): object {
    return { status: "error", message };
}

export function testMissingRows(of: MasterData): void {
    const missing = notFound(`${of.noun} not found`);
    test(`${of.noun}NamesNoRowByAWrongId`, async () => {
        for (const id of noIds) {
            const one = `${of.path}/${id}`;
            assertAnswer(await of.api.get(one), 404, missing);
            assertAnswer(await of.api.delete(one), 404, missing);
            assertAnswer(await of.api.put(one, of.body(++lastNumber)), 404, missing);
            assertAnswer(
                await of.api.post(`${one}/restore`),
                404,
                notFound(`${of.noun} not found or not deleted`),
            );
        }
    });

    test(`${of.noun}IsValidatedBeforeItIsLookedFor`, async () => {
        assert.equal((await of.api.put(`${of.path}/99999`, {})).status, 422);
    });

    test(`${of.noun}IsNotRestoredTwice`, async () => {
        const { id } = await makeRow(of);
        const restore = () => of.api.post(`${of.path}/${id}/restore`);
        const refused = notFound(`${of.noun} not found or not deleted`);
        assertAnswer(await restore(), 404, refused);
        await of.api.delete(`${of.path}/${id}`);
        assert.equal((await restore()).status, 200);
        assertAnswer(await restore(), 404, refused);
    });
}

export function testDuplicates(of: MasterData): void {
    const taken = {
        status: "error",
        message: "The name has already been taken.",
        errors: of.takenErrors,
    };
    test(`${of.noun}IsRefusedWithATakenName`, async () => {
        const { id, body } = await makeRow(of);
        assertAnswer(await of.api.post(of.path, body), 422, taken);
        const other = await makeRow(of);
        assertAnswer(await of.api.put(`${of.path}/${other.id}`, body), 422, taken);
        // A row may keep its own name, also with another case.
        assert.equal((await of.api.put(`${of.path}/${id}`, body)).status, 200);
        const upper = { ...body, [of.unique]: (body[of.unique] as string).toUpperCase() };
        const again = await of.api.post(of.path, upper);
        if (of.ignoresCase) assertAnswer(again, 422, taken);
        else assert.equal(again.status, 201);
    });

    test(`${of.noun}KeepsItsNameInTheTrash`, async () => {
        const { id, body } = await makeRow(of);
        await of.api.delete(`${of.path}/${id}`);
        assertAnswer(await of.api.post(of.path, body), 422, taken);
    });
}

export function testWriting(of: MasterData): void {
    test(`${of.noun}IsCreatedInTheOrderOfTheContract`, async () => {
        const body = of.body(++lastNumber);
        const sent = { ...body, id: 7, deleted_at: "x", other: 1 };
        assertAnswer(await of.api.post(of.path, sent), 201, {
            status: "success",
            message: `${of.noun} created successfully`,
            data: { ...body, updated_at: any.timestamp, created_at: any.timestamp, id: any.id },
        });
    });

    test(`${of.noun}TextsAreTrimmed`, async () => {
        const body = of.body(++lastNumber);
        const padded = Object.fromEntries(
            Object.entries(body).map(([key, text]) => [key, `\u00a0 ${text}\t\u200b`]),
        );
        const answer = await of.api.post(of.path, padded);
        assert.equal(answer.body.data[of.unique], body[of.unique]);
    });

    test(`${of.noun}IsChanged`, async () => {
        const { id } = await makeRow(of);
        const body = of.body(++lastNumber);
        const answer = await of.api.put(`${of.path}/${id}`, body);
        assertAnswer(answer, 200, {
            status: "success",
            message: `${of.noun} updated successfully`,
            data: { ...shown(id, body), ...of.absent },
        });
        assertAnswer(await of.api.get(`${of.path}/${id}`), 200, {
            status: "success",
            data: answer.body.data,
        });
    });

    test(`${of.noun}IsNotTouchedByAnUpdateThatChangesNothing`, async () => {
        const { id, body } = await makeRow(of);
        const before = (await of.api.get(`${of.path}/${id}`)).body.data;
        await eventually(() => assert.ok(Date.now() > Date.parse(before.updated_at) + 1000));
        const same = await of.api.put(`${of.path}/${id}`, body);
        assert.deepEqual(same.body.data, before);
        const changed = await of.api.put(`${of.path}/${id}`, of.body(++lastNumber));
        assert.equal(changed.body.data.created_at, before.created_at);
        assert.ok(changed.body.data.updated_at > before.updated_at);
    });
}

export function testTrash(of: MasterData): void {
    test(`${of.noun}GoesToTheTrashAndComesBack`, async () => {
        const { id, body } = await makeRow(of);
        assertAnswer(await of.api.delete(`${of.path}/${id}`), 200, {
            status: "success",
            message: `${of.noun} deleted successfully`,
        });
        assertAnswer(
            await of.api.delete(`${of.path}/${id}`),
            404,
            notFound(`${of.noun} not found`),
        );
        assert.equal((await of.api.get(`${of.path}/${id}`)).status, 404);
        assert.equal((await of.api.put(`${of.path}/${id}`, of.body(++lastNumber))).status, 404);
        assert.ok(!(await listed(of)).some((row) => row.id === id));

        const trashed = (await listed(of, "/trashed")).find((row) => row.id === id);
        assertJson(trashed, { ...shown(id, body, any.timestamp), ...of.absent });
        assert.equal(trashed.updated_at, trashed.deleted_at);

        assertAnswer(await of.api.post(`${of.path}/${id}/restore`), 200, {
            status: "success",
            message: `${of.noun} restored successfully`,
            data: { ...shown(id, body), ...of.absent },
        });
        assert.ok((await listed(of)).some((row) => row.id === id));
        assert.ok(!(await listed(of, "/trashed")).some((row) => row.id === id));
    });
}

// Each text is searched literally, not as an SQL pattern, and without case.
export function testSearch(of: MasterData): void {
    test(`${of.noun}IsFoundByAPartOfItsName`, async () => {
        const { id } = await makeRow(of);
        const special = "50%_\\Ünit";
        const body = { ...of.body(++lastNumber), [of.unique]: special };
        const answer = await of.api.put(`${of.path}/${id}`, body);
        assert.equal(answer.status, 200);
        const found = async (search: string, path = "") =>
            (await listed(of, path, { search })).map((row) => row.id);
        for (const search of ["50%", "%_", "_\\", "\\", "NIT", "ünit", "ÜNIT", " 50% "])
            assert.deepEqual(await found(search), [id], search);
        assert.deepEqual(await found("5%_"), []);
        assert.deepEqual(await found("no such text"), []);
        const all = (await listed(of)).length;
        assert.equal((await found("")).length, all);
        assert.equal((await listed(of, "", { search: ["a"], page: 2, per_page: 1 })).length, all);
        await of.api.delete(`${of.path}/${id}`);
        assert.deepEqual(await found("50%"), []);
        assert.deepEqual(await found("50%", "/trashed"), [id]);
        assert.deepEqual(await found("no such text", "/trashed"), []);
    });
}

export function testMasterData(of: MasterData): void {
    testMissingRows(of);
    testDuplicates(of);
    testWriting(of);
    testTrash(of);
    testSearch(of);
}
