// Which files the server takes, and what people read about them.

// As in features/faq/FaqRoutes.cpp.
export const fileTypes = "pdf doc docx xls xlsx ppt pptx jpg jpeg png txt".split(" ");
export const fileSizeMax = 10 * 1024 * 1024;

// What is wrong with a file, before it is sent; "" is right.
export function fileProblem(file: { readonly name: string; readonly size: number }): string {
    if (!fileTypes.includes(typeOfFile(file.name)))
        return `Berkas ini tidak diterima. Pilih ${fileTypes.join(", ")}.`;
    if (file.size > fileSizeMax)
        return `Berkas ini ${sizeText(file.size)}; paling besar ${sizeText(fileSizeMax)}.`;
    return file.size === 0 ? "Berkas ini kosong." : "";
}

export function typeOfFile(name: string): string {
    return /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? "";
}

export function isPicture(name: string): boolean {
    return ["jpg", "jpeg", "png"].includes(typeOfFile(name));
}

// "1,4 MB"
export function sizeText(bytes: number): string {
    const format = (value: number) =>
        value.toLocaleString("id-ID", { maximumFractionDigits: value < 10 ? 1 : 0 });
    if (bytes < 1024) return `${bytes} B`;
    if (bytes < 1024 * 1024) return `${format(bytes / 1024)} KB`;
    return `${format(bytes / 1024 / 1024)} MB`;
}
