// Sends a form with files, and says how far it is: fetch does not.
import { at } from "../basePath";
import { failureOf, Unreachable } from "./failure";
import type { Attempt } from "./client";

// `path` is one of the API. `progress` gets the share that is sent, 0 to 1. Returns the body of the
// answer; throws a Failure or Unreachable.
export function upload(
    method: "POST" | "PUT",
    path: string,
    form: FormData,
    attempt: Attempt,
    progress: (share: number) => void,
): Promise<unknown> {
    return new Promise((done, fail) => {
        const request = new XMLHttpRequest();
        request.open(method, at(path));
        for (const [name, value] of Object.entries(attempt.headers))
            request.setRequestHeader(name, value);
        request.responseType = "json";
        request.upload.onprogress = ({ lengthComputable, loaded, total }) => {
            if (lengthComputable) progress(loaded / total);
        };
        request.onerror = () => fail(new Unreachable());
        request.onload = () => {
            const { status } = request;
            if (status >= 200 && status < 300) return done(request.response);
            const headers = new Headers();
            const wait = request.getResponseHeader("Retry-After");
            if (wait !== null) headers.set("Retry-After", wait);
            fail(failureOf(new Response(null, { status, headers }), request.response));
        };
        request.send(form);
    });
}
