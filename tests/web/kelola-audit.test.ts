// Audit: an auditor finds who changed a permission, and what it was before.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { register } from "../support/Clinic.ts";
import { today } from "../support/ClinicTime.ts";
import { lookAt, openKelola } from "../support/Kelola.ts";
import { signInAs } from "../support/Roles.ts";
import { Screens } from "../support/Screens.ts";
import { startServer } from "../support/Server.ts";
import { newUser } from "../support/Users.ts";

const server = await startServer({ flags: ["--demo"] });
after(() => server.close());
const screens = await Screens.open(server);
after(() => screens.close());
const api = await signInAs(new Api(server.baseUrl), "superadmin");

test("AnEmptyAuditSaysWhatWillBeThere", () =>
    lookAt(screens, "audit", "audit-kosong", (screen) =>
        screen.page.getByText("Belum ada catatan").waitFor(),
    ));

test("AnAuditorFindsWhoTookAPermissionByKeyboard", async () => {
    const roles = (await api.get("/api/roles")).body.data;
    const { id } = roles.find(({ name }: { name: string }) => name === "Perawat Asisten");
    await api.put(`/api/roles/${id}/permissions`, {
        permissions: ["queue.done", "queue.noshow", "schedule.write"],
    });
    await api.put(`/api/roles/${id}/permissions`, { permissions: ["queue.done", "reports.read"] });
    const user = (await api.post("/api/users", newUser({ name: "Dewi Lestari" }))).body.data;
    await api.delete(`/api/users/${user.id}`);
    await api.put("/api/clinic", { name: "Klinik Melati", running_text: "Selamat datang" });
    await register(api, { date: today() });

    const screen = await openKelola(screens, "audit");
    const lines = screen.page.locator("li.audit-entry");
    await lines.first().waitFor();
    await screen.page.keyboard.press("/");
    await screen.page.keyboard.type("perawat asisten");
    await screen.page.waitForURL(/cari=perawat/);
    const taken = lines.filter({ hasText: "Perawat Asisten" }).first();
    await taken.getByText("Super Admin").waitFor();
    await screen.picture("kelola-audit-dicari");
    await screen.assertAccessible("found");
    await screen.page
        .getByRole("combobox", { name: "Jenis" })
        .selectOption({ value: "role_permissions" });
    await screen.page.waitForURL(/jenis=role_permissions/);
    await taken.waitFor();
    await taken.locator(".gone").first().waitFor();
    await taken.locator(".come").first().waitFor();
    assert.equal(await lines.filter({ hasText: "Dewi" }).count(), 0);

    const [file] = await Promise.all([
        screen.page.waitForEvent("download"),
        screen.page.getByRole("link", { name: "Unduh XLSX" }).press("Enter"),
    ]);
    assert.match(file.suggestedFilename(), /audit.*\.xlsx$/);
    screen.assertQuiet();
    await screen.close();
});

test("ItLooksRightWithManyLines", async () => {
    await lookAt(screens, "audit", "audit", (screen) =>
        screen.page.getByText("Dewi Lestari").first().waitFor(),
    );
    await lookAt(screens, "audit?sumber=visits", "audit-kunjungan", (screen) =>
        screen.page.locator("li.audit-entry").first().waitFor(),
    );
    await lookAt(screens, "audit?cari=tidakadasamasekali", "audit-tanpa-hasil", (screen) =>
        screen.page.getByText("Tidak ada catatan yang cocok.").waitFor(),
    );
});
