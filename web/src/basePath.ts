// Where the server is below its host: "" or "/antrean" (--base-path). The server writes it into the
// page. Tests of logic have no page.
export const basePath =
    globalThis.document?.querySelector<HTMLMetaElement>('meta[name="antrean-base"]')?.content ?? "";

// The address of a path of the server: at("/voice/satu.mp3"). Every path that is not given to the
// router or to `api` needs it.
export const at = (path: string): string => basePath + path;
