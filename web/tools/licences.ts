// Writes licences.txt: the licences of all modules that are part of the pages.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { type Plugin } from "vite";

const folderPattern = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/;
const licencePattern = /^(licen[cs]e|copying|notice)|\.LICENSE\.txt$/i;

// Some modules have a folder of licences beside their own.
function licenceFiles(folder: string): string[] {
    return readdirSync(folder, { withFileTypes: true })
        .filter(({ name }) => licencePattern.test(name))
        .flatMap((entry) =>
            entry.isDirectory()
                ? readdirSync(`${folder}/${entry.name}`).map((name) => `${entry.name}/${name}`)
                : [entry.name],
        );
}

function licenceOf(folder: string): string {
    const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
    const files = licenceFiles(folder);
    if (license === undefined || files.length === 0)
        throw new Error(`${name} has no licence, so it must not be part of a page`);
    const texts = files.sort().map((file) => readFileSync(`${folder}/${file}`, "utf8").trim());
    return [`${name} ${version} (${license})`, "", ...new Set(texts)].join("\n");
}

export function licences(): Plugin {
    return {
        name: "antrean-licences",
        apply: "build",
        generateBundle(_options, bundle) {
            const files = Object.values(bundle).flatMap((part) =>
                part.type === "asset"
                    ? part.originalFileNames
                    : part.moduleIds.filter((id) => part.modules[id]!.renderedLength > 0),
            );
            // Style sheets that others import are no modules.
            files.push(...this.getWatchFiles().filter((file) => file.endsWith(".css")));
            const folders = files
                .map((file) => folderPattern.exec(file.replace(/^\0/, ""))?.[0])
                .filter((folder) => folder !== undefined && existsSync(`${folder}/package.json`));
            const all = [...new Set(folders)].map((folder) => licenceOf(folder!)).sort();
            const rule = `\n\n${"-".repeat(80)}\n\n`;
            const head = "The pages of antrean contain these modules.";
            const source = [head, ...all].join(rule) + "\n";
            this.emitFile({ type: "asset", fileName: "licences.txt", source });
        },
    };
}
