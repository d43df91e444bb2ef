// What can be said of a webhook's URL before it is called.
export const isTestUrl = (url: string): boolean => url.includes("/webhook-test/");

export function urlProblem(url: string): string {
    if (url === "" || /^https?:\/\/[^\s/]+/.test(url)) return "";
    return "Mulai dengan http:// atau https://.";
}
