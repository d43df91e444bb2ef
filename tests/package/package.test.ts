// The Debian package in a fresh Debian 12: installed, upgraded with data, removed, purged. Needs
// root. There is no running systemd in a folder, so its part is played: the service's own command
// line runs as the service's own user, and systemd's tools judge the unit.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, lstat, mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Api } from "../support/Api.ts";
import { freePort } from "../support/Browser.ts";
import { eventually } from "../support/Eventually.ts";

const run = promisify(execFile);
const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const built = at("../../build/package");
const root = `${built}/root`;
// A Debian with what every server has. Kept between runs, because it takes a minute to make.
const base = `${built}/debian12.tar`;

const path = "/usr/sbin:/usr/bin:/sbin:/bin";

async function inside(...command: string[]): Promise<string> {
    const env = { PATH: path, DEBIAN_FRONTEND: "noninteractive" };
    try {
        const { stdout } = await run("chroot", [root, ...command], { env });
        return stdout;
    } catch (error: any) {
        throw new Error(`${command.join(" ")}: ${error.stdout}${error.stderr}`);
    }
}

async function packageFile(): Promise<string> {
    const name = (await readdir(built)).find((each) => /^antrean_.*_amd64\.deb$/.test(each));
    assert.ok(name, "./dev package has made it");
    return `${built}/${name}`;
}

// The same package with another version, as if it were the next release.
async function nextRelease(): Promise<string> {
    const folder = `${built}/next`;
    await rm(folder, { recursive: true, force: true });
    await run("dpkg-deb", ["--raw-extract", await packageFile(), folder]);
    const control = `${folder}/DEBIAN/control`;
    const text = await readFile(control, "utf8");
    await writeFile(control, text.replace(/^Version: .*$/m, "Version: 9.9.9"));
    await run("dpkg-deb", ["--root-owner-group", "--build", folder, `${root}/next.deb`]);
    return "/next.deb";
}

let service: ChildProcess | undefined;
let log = "";

// The unit's ExecStart as the unit's User. `api` is a client without a token.
async function startService(): Promise<Api> {
    const unit = await readFile(`${root}/lib/systemd/system/antrean.service`, "utf8");
    const command = /^ExecStart=(.+)$/m.exec(unit)?.[1]?.split(" ") ?? [];
    const port = await freePort();
    const user = ["setpriv", "--reuid=antrean", "--regid=antrean", "--clear-groups"];
    const listen = ["--listen", `127.0.0.1:${port}`];
    log = "";
    service = spawn("chroot", [root, ...user, ...command, ...listen], { env: { PATH: path } });
    service.stdout?.on("data", (text) => (log += text));
    service.stderr?.on("data", (text) => (log += text));
    await eventually(async () => assert.match(log, /listening on/, log), 30_000);
    return new Api(`http://127.0.0.1:${port}`);
}

async function stopService(): Promise<void> {
    const ended = new Promise((done) => service?.once("close", done));
    service?.kill("SIGTERM");
    assert.equal(await ended, 0, log);
    service = undefined;
}

before(async () => {
    assert.equal(process.getuid?.(), 0, "needs root");
    if (!existsSync(base))
        await run("mmdebstrap", ["--variant=minbase", "--include=systemd", "bookworm", base]);
    await rm(root, { recursive: true, force: true });
    await mkdir(root, { recursive: true });
    await run("tar", ["--extract", "--file", base, "--directory", root]);
    await cp("/etc/resolv.conf", `${root}/etc/resolv.conf`);
    // Nothing may start services in a folder.
    await writeFile(`${root}/usr/sbin/policy-rc.d`, "#!/bin/sh\nexit 101\n", { mode: 0o755 });
});
after(async () => {
    service?.kill("SIGKILL");
    await rm(root, { recursive: true, force: true });
});

let password = "";

test("OneCommandInstallsItWithEverythingThatItNeeds", async () => {
    await cp(await packageFile(), `${root}/antrean.deb`);
    await inside("apt-get", "update");
    const install = ["install", "-y", "--no-install-recommends", "/antrean.deb"];
    const said = await inside("apt-get", ...install);
    assert.match(said, /Open +http:\/\/\S+:8000/);
    assert.match(said, /journalctl -u antrean/);
    assert.match(await inside("antrean", "--version"), /^antrean \d/);
});

test("TheServiceRunsAsItsOwnUserAndKeepsItsSecretsFromOthers", async () => {
    assert.match(await inside("getent", "passwd", "antrean"), /:\/var\/lib\/antrean:/);
    assert.equal((await stat(`${root}/var/lib/antrean`)).mode & 0o777, 0o700);
    assert.equal((await stat(`${root}/etc/antrean/antrean.conf`)).mode & 0o777, 0o640);
    await inside("systemd-analyze", "verify", "--man=no", "/lib/systemd/system/antrean.service");
    const verdict = await inside(
        ...["systemd-analyze", "security", "--offline=true", "--threshold=30"],
        "/lib/systemd/system/antrean.service",
    );
    assert.match(verdict, /Overall exposure level/);
    const enabled = "etc/systemd/system/multi-user.target.wants/antrean.service";
    assert.ok((await lstat(`${root}/${enabled}`)).isSymbolicLink());
});

test("TheFirstStartPrintsThePasswordOnce", async () => {
    const api = await startService();
    password = /with the password (\S+)/.exec(log)?.[1] ?? "";
    assert.notEqual(password, "", log);
    const superadmin = await api.signIn("superadmin", password);
    await superadmin.post("/api/configs", { name: "kept", value: "yes" });
    await stopService();
});

test("CommandsFindTheClinicAndLeaveItsFilesToTheService", async () => {
    await rm(`${root}/var/lib/antrean/antrean.db-stamp`, { force: true });
    assert.match(await inside("antrean", "check"), /The database is in order/);
    await inside("antrean", "backup", "/var/lib/antrean/of-root.tar.zst");
    await inside("antrean", "token", "create", "superadmin");
    const { uid } = await stat(`${root}/var/lib/antrean`);
    assert.notEqual(uid, 0);
    for (const name of await readdir(`${root}/var/lib/antrean`))
        assert.equal((await stat(`${root}/var/lib/antrean/${name}`)).uid, uid, name);
    await rm(`${root}/var/lib/antrean/of-root.tar.zst`);
    // A place that is given wins.
    const elsewhere = ["antrean", "check", "--data-dir", "/nowhere"];
    await assert.rejects(inside(...elsewhere), /\/nowhere/);
});

test("AnUpgradeKeepsDataAndChangedSettings", async () => {
    const file = `${root}/etc/antrean/antrean.conf`;
    await writeFile(file, (await readFile(file, "utf8")) + 'log-level = "debug"\n');
    await inside("apt-get", "install", "-y", await nextRelease());
    assert.match(await readFile(file, "utf8"), /log-level = "debug"/);
    const api = await startService();
    assert.doesNotMatch(log, /with the password/);
    const superadmin = await api.signIn("superadmin", password);
    assert.match(JSON.stringify((await superadmin.get("/api/configs")).body), /"kept"/);
    await stopService();
});

test("ManualPagesAndCompletionAreThere", async () => {
    const pages = await readdir(`${root}/usr/share/man/man1`);
    for (const page of ["antrean.1.gz", "antrean-serve.1.gz", "antrean-config.1.gz"])
        assert.ok(pages.includes(page), page);
    const words = (line: string) =>
        inside(
            ...["bash", "-c"],
            `source /usr/share/bash-completion/completions/antrean; COMP_WORDS=(${line}); ` +
                "COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); " +
                '_antrean antrean "${COMP_WORDS[COMP_CWORD]}"; echo "${COMPREPLY[@]}"',
        );
    assert.match(await words("antrean che"), /^check\b/);
    assert.match(await words("antrean serve --tls"), /--tls-listen --tls-cert --tls-key/);
});

test("RemovingAndPurgingKeepThePatientsData", async () => {
    await inside("apt-get", "remove", "-y", "antrean");
    assert.ok(!existsSync(`${root}/usr/bin/antrean`));
    assert.ok(existsSync(`${root}/etc/antrean/antrean.conf`));
    const said = await inside("apt-get", "purge", "-y", "antrean");
    assert.match(said, /data stays in \/var\/lib\/antrean/);
    assert.ok(!existsSync(`${root}/etc/antrean/antrean.conf`));
    assert.ok(existsSync(`${root}/var/lib/antrean/antrean.db`));
});
