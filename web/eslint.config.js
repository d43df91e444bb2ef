import a11y from "eslint-plugin-vuejs-accessibility";
import vue from "eslint-plugin-vue";
import globals from "globals";
import ts from "typescript-eslint";

export default ts.config(
    { ignores: ["dist", "generated"] },
    ...ts.configs.recommended,
    ...vue.configs["flat/recommended"],
    ...a11y.configs["flat/recommended"],
    {
        files: ["**/*.vue"],
        languageOptions: { parserOptions: { parser: ts.parser } },
    },
    {
        // The board runs on TV sticks with Chromium 87.
        files: ["src/{board,voice,live,clinic,api}/**/*.{ts,vue}"],
        rules: {
            "no-restricted-syntax": [
                "error",
                {
                    selector:
                        "MemberExpression > Identifier.property[name=/^(at|hasOwn|findLast(Index)?|to(Sorted|Reversed|Spliced)|randomUUID)$/]",
                    message: "Chromium 87 does not have this.",
                },
            ],
        },
    },
    {
        languageOptions: { globals: { ...globals.browser, ...globals.node } },
        rules: {
            "@typescript-eslint/no-explicit-any": "error",
            "@typescript-eslint/consistent-type-imports": "error",
            "max-lines": ["error", 400],
            // Prettier formats.
            "vue/html-indent": "off",
            "vue/max-attributes-per-line": "off",
            "vue/singleline-html-element-content-newline": "off",
            "vue/html-self-closing": "off",
            "vue/html-closing-bracket-newline": "off",
            "vue/first-attribute-linebreak": "off",
            // A label in a <label> that holds its control is enough.
            "vuejs-accessibility/label-has-for": [
                "error",
                { required: { some: ["nesting", "id"] } },
            ],
            "vue/require-default-prop": "off",
        },
    },
);
