// The layout of the page, and what people with a screen reader or without a mouse miss in Swagger
// UI: names, an order of headings, and no links inside buttons.
import { type System } from "swagger-ui-dist/swagger-ui-es-bundle";

type Props = Record<string, unknown>;
type GetComponent = (name: string, isConnected?: boolean) => unknown;

export function layoutPlugin({ React: { createElement: make, Fragment } }: System) {
    // Instead of Swagger UI's own, which has a choice of servers.
    const DocsLayout = ({ getComponent }: { getComponent: GetComponent }) => {
        const connected = (name: string) => make(getComponent(name, true), {});
        return make(
            "main",
            { className: "swagger-ui" },
            make(getComponent("SvgAssets"), {}),
            make(
                "div",
                { className: "wrapper" },
                connected("InfoContainer"),
                make("h2", {}, "Operations"),
                make(
                    "div",
                    { className: "docs-tools" },
                    connected("FilterContainer"),
                    connected("AuthorizeBtnContainer"),
                ),
                connected("operations"),
            ),
        );
    };
    return {
        components: { DocsLayout },
        wrapComponents: {
            CloseIcon: (Original: unknown) => (props: Props) =>
                make(
                    Fragment,
                    {},
                    make("span", { className: "only-read" }, "Close"),
                    make(Original, props),
                ),
            TextArea: (Original: unknown) => (props: Props) =>
                make(Original, { "aria-label": "Request body", ...props }),
            // Long texts scroll, also by keyboard.
            HighlightCode: (Original: unknown) => (props: Props) =>
                make("div", { className: "docs-scroll", tabIndex: 0 }, make(Original, props)),
            // Some labels contradict the texts that stand in the buttons.
            Button: (Original: unknown) => (props: Props) => {
                const others = { ...props };
                if (props["children"] !== undefined) delete others["aria-label"];
                return make(Original, others);
            },
            // The address of an operation is written by opening it. The link is inside the button.
            DeepLink: () => (props: Props) => make("span", {}, props["text"] as string),
        },
    };
}
