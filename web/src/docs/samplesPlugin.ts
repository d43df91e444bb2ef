// Adds the code samples of an operation to Swagger UI, above its responses.
import {
    type ReactLike,
    type ReactNodeLike,
    type System,
} from "swagger-ui-dist/swagger-ui-es-bundle";
import { type Document } from "./document";
import { sampleRequest } from "./request";
import { languages } from "./samples";

interface OperationProps {
    path: string;
    method: string;
}

// The language that was chosen last, for operations that are opened later.
let chosen = languages[0]!;

function samplesOf(react: ReactLike, document: Document, baseUrl: string) {
    const { createElement: make, useState } = react;
    return function Samples({ path, method }: OperationProps): ReactNodeLike {
        const [language, choose] = useState(chosen);
        const [isCopied, setCopied] = useState(false);
        const code = language.write(sampleRequest(document, baseUrl, path, method));
        const choice = languages.map((one) =>
            make(
                "button",
                {
                    key: one.name,
                    type: "button",
                    className: "docs-language",
                    "aria-pressed": one === language,
                    onClick: () => {
                        chosen = one;
                        choose(one);
                        setCopied(false);
                    },
                },
                one.name,
            ),
        );
        const copy = () => void navigator.clipboard.writeText(code).then(() => setCopied(true));
        return make(
            "section",
            { className: "docs-samples", "aria-label": `Code for ${method.toUpperCase()} ${path}` },
            make(
                "div",
                { className: "docs-samples-bar" },
                make("h4", {}, "Code"),
                ...choice,
                // Only pages over HTTPS and on this computer may write to the clipboard.
                navigator.clipboard === undefined
                    ? null
                    : make(
                          "button",
                          { type: "button", className: "docs-copy", onClick: copy },
                          isCopied ? "Copied" : "Copy",
                      ),
            ),
            make("pre", { className: "docs-code", tabIndex: 0 }, make("code", {}, code)),
        );
    };
}

export function samplesPlugin(document: Document, baseUrl: string) {
    return ({ React: react }: System) => {
        const Samples = samplesOf(react, document, baseUrl);
        return {
            wrapComponents: {
                responses: (Original: unknown) => (props: OperationProps) =>
                    react.createElement(
                        react.Fragment,
                        {},
                        react.createElement(Samples, props),
                        react.createElement(Original, props),
                    ),
            },
        };
    };
}
