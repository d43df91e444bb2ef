import { expect, test } from "vitest";
import { isTestUrl, urlProblem } from "./webhookUrl";

test("a test URL is told from one for calls", () => {
    expect(isTestUrl("https://n8n.example/webhook-test/abc")).toBe(true);
    expect(isTestUrl("https://n8n.example/webhook/abc")).toBe(false);
});

test("what is no web address is refused", () => {
    expect(urlProblem("")).toBe("");
    expect(urlProblem("https://n8n.example/webhook/abc")).toBe("");
    expect(urlProblem("n8n.example/webhook/abc")).not.toBe("");
    expect(urlProblem("https://")).not.toBe("");
});
