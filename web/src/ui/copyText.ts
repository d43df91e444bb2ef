// Puts a text into the clipboard; false if the browser does not permit it.
export async function copyText(text: string): Promise<boolean> {
    try {
        // Browsers give the clipboard to pages over TLS only.
        await navigator.clipboard.writeText(text);
        return true;
    } catch {
        return copySelected(text);
    }
}

function copySelected(text: string): boolean {
    const focused = document.activeElement;
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "only-read";
    document.body.append(area);
    area.select();
    const isDone = document.execCommand("copy");
    area.remove();
    if (focused instanceof HTMLElement) focused.focus();
    return isDone;
}
