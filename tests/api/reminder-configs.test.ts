// Rows 58 to 62 of the contract's table; RC-1 to RC-3.
import { test } from "node:test";
import assert from "node:assert/strict";
import { type Row, wrapped } from "../support/Clinic.ts";
import { startDemo } from "../support/Demo.ts";
import { assertAnswer } from "../support/Json.ts";
import { paginator } from "../support/Pages.ts";
import {
    assertRelation,
    instants,
    makeSetting,
    type Setting,
    storedRow,
    testSetting,
} from "../support/Settings.ts";

const { api, server } = await startDemo();

const texts = {
    template_name: "Reminder H-1",
    message: "Dear {{patient_name}}, your appointment is tomorrow.",
};
const templates = "/api/message-templates";
const templateId: number = (await api.post(templates, texts)).body.data.id;
const missing = "Reminder config not found";

const reminder: Setting = {
    path: "/api/reminder-configs",
    api,
    body: (number) => ({
        message_template_id: templateId,
        reminder_offset: number,
        reminder_patient_count: 5,
        reminder_type: "QUEUE",
    }),
    relations: (body) => ({
        message_template: { id: body.message_template_id, ...texts, ...instants },
    }),
    texts: {
        created: "Reminder config created successfully",
        updated: "Reminder config updated successfully",
        detail: "Reminder config retrieved successfully",
        removed: "Reminder config deleted successfully",
        missing: { get: missing, put: missing, delete: missing },
    },
};
const url = `${server.baseUrl}${reminder.path}`;

const required = {
    message_template_id: ["The message template id field is required."],
    reminder_offset: ["The reminder offset field is required."],
    reminder_patient_count: ["The reminder patient count field is required."],
    reminder_type: ["The reminder type field is required."],
};
const otherTypes = {
    message_template_id: ["The message template id field must be an integer."],
    reminder_offset: ["The reminder offset field must be an integer."],
    reminder_patient_count: ["The reminder patient count field must be an integer."],
    reminder_type: ["The reminder type field must be a string."],
};
const unknown = { message_template_id: ["The selected message template id is invalid."] };

test("BeginsWithTheReminderOfTheDocument", async () => {
    const body = { ...reminder.body(30), message_template_id: 1 };
    assertAnswer(await api.get(reminder.path), 200, {
        status: "success",
        message: "Reminder configs retrieved successfully",
        data: paginator(url, [storedRow(reminder, 1, body)], { total: 1 }),
    });
});

test("NamesTheFieldsThatACreationLacks", async () => {
    assertAnswer(await api.post(reminder.path, {}), 422, wrapped(required));
    const { message_template_id: _, reminder_offset: __, ...lastTwo } = required;
    const firstTwo = { message_template_id: templateId, reminder_offset: 30 };
    assertAnswer(await api.post(reminder.path, firstTwo), 422, wrapped(lastTwo));
});

test("RefusesValuesOfOtherTypes", async () => {
    const values = {
        message_template_id: "abc",
        reminder_offset: 1.5,
        reminder_patient_count: "05",
        reminder_type: 7,
    };
    assertAnswer(await api.post(reminder.path, values), 422, wrapped(otherTypes));
    const { path } = await makeSetting(reminder);
    assertAnswer(await api.put(path, values), 422, wrapped(otherTypes));
    const huge = { reminder_offset: "99999999999999999999" };
    const errors = { reminder_offset: otherTypes.reminder_offset };
    assertAnswer(await api.put(path, huge), 422, wrapped(errors));
});

test("RefusesATemplateThatIsNotThere", async () => {
    const removed = (await api.post(templates, texts)).body.data.id;
    await api.delete(`${templates}/${removed}`);
    const { path } = await makeSetting(reminder);
    for (const message_template_id of [999999, 0, -1, removed]) {
        const body = { ...reminder.body(1), message_template_id };
        assertAnswer(await api.post(reminder.path, body), 422, wrapped(unknown));
        assertAnswer(await api.put(path, { message_template_id }), 422, wrapped(unknown));
    }
});

test("AnUpdateNeedsNoField", async () => {
    const { id, body, path } = await makeSetting(reminder);
    // As in the document: the fields of a message template.
    const answer = await api.put(path, { ...texts, id: 1 });
    assertAnswer(answer, 200, {
        status: "success",
        message: "Reminder config updated successfully",
        data: storedRow(reminder, id, body),
    });
    assertAnswer(await api.put(`${reminder.path}/999999`, {}), 404, {
        status: "error",
        message: missing,
    });
    const one = await api.put(path, { reminder_offset: 60 });
    assert.equal(one.body.data.reminder_offset, 60);
    assert.equal(one.body.data.reminder_type, "QUEUE");
    const empty = {
        message_template_id: "",
        reminder_offset: null,
        reminder_patient_count: " ",
        reminder_type: null,
    };
    assertAnswer(await api.put(path, empty), 422, wrapped(required));
});

test("ShowsNumbersAsNumbersHoweverTheyWereSent", async () => {
    const sent = {
        message_template_id: String(templateId),
        reminder_offset: " -30 ",
        reminder_patient_count: 5.0,
        reminder_type: "PATIENT",
    };
    const { data } = (await api.post(reminder.path, sent)).body;
    assert.deepEqual(
        [data.message_template_id, data.reminder_offset, data.reminder_patient_count],
        [templateId, -30, 5],
    );
    const stored = (await api.get(`${reminder.path}/${data.id}`)).body.data;
    const again = await api.put(`${reminder.path}/${data.id}`, sent);
    assert.deepEqual(again.body.data, stored);
});

test("FollowsItsTemplate", async () => {
    const other = { template_name: "Lain", message: "Pesan lain." };
    const id = (await api.post(templates, other)).body.data.id;
    const { path } = await makeSetting(reminder);
    const moved = await api.put(path, { message_template_id: id });
    assert.equal(moved.body.data.message_template.template_name, "Lain");
    await api.put(`${templates}/${id}`, { ...other, template_name: "Baru" });
    const renamed = { id, ...other, template_name: "Baru", ...instants };
    await assertRelation(reminder, path, { message_template: renamed });
    await api.delete(`${templates}/${id}`);
    await assertRelation(reminder, path, { message_template_id: id, message_template: null });
    const rows = (await api.get(reminder.path, { per_page: 100 })).body.data.data;
    const listed = rows.find((row: Row) => row.message_template_id === id);
    assert.equal(listed.message_template, null);
    const changed = await api.put(path, { reminder_offset: 7 });
    assert.deepEqual(
        [changed.body.data.message_template_id, changed.body.data.message_template],
        [id, null],
    );
});

test("PagesReminders", async () => {
    const before: number = (await api.get(reminder.path)).body.data.total;
    for (let number = 0; number < 3; ++number) await makeSetting(reminder);
    const all = (await api.get(reminder.path, { per_page: 100 })).body.data.data;
    const total = before + 3;
    assert.equal(all.length, total);
    const ids = all.map((row: Row) => row.id);
    assert.deepEqual(ids, [...ids].sort((a, b) => a - b));
    const params = { page: 2, per_page: 2, search: "unread", reminder_type: "x" };
    assertAnswer(await api.get(reminder.path, params), 200, {
        status: "success",
        message: "Reminder configs retrieved successfully",
        data: paginator(url, all.slice(2, 4), { number: 2, size: 2, total }),
    });
});

testSetting(reminder);
