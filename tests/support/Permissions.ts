// The clinic's table of routes and roles, written independently of the server's.
import { type Role } from "./Roles.ts";

export interface Route {
    method: string;
    path: string; // "/api/poly/{id}"
}

// Reads the output of `antrean routes`.
export function readRoutes(text: string): Route[] {
    return text
        .trim()
        .split("\n")
        .map((line) => {
            const [method = "", path = ""] = line.split(/ +/);
            return { method, path };
        });
}

// For callers without any token.
const open = [
    "POST /api/auth/login",
    "POST /api/auth/session",
    "GET /storage/faq/{file}",
    "GET /storage/logo/{file}",
    "GET /api/openapi.json",
    "POST /api/integrations/waha/webhook",
    "GET /api/events/ticketed-stream",
    "GET /api/auth/session",
    "GET /api/clinic",
    "GET /api/board",
    "POST /api/kiosk/activate",
    "GET /api/visits/{code}",
    "GET /api/visits/{code}/stream",
    "POST /api/visits/{code}/check-in",
    "POST /api/visits/{code}/cancel",
];
export function isOpen(route: Route): boolean {
    return open.includes(`${route.method} ${route.path}`);
}

// Pages and their parts: for everybody, and not in the API document.
const screens = [
    ...["/", "/masuk", "/loket", "/perawat", "/dokter", "/ringkasan", "/laporan"],
    ...["/laporan/{report}", "/kelola", "/kelola/{topic}", "/kelola/{topic}/{row}", "/mulai"],
    ...["/layar", "/display", "/kios", "/docs", "/assets/{file}", "/favicon.svg"],
    ...["/licences.txt", "/voice/index.json", "/voice/{file}"],
]
    .map((path) => `GET ${path}`)
    .concat("GET /a/{code}", "POST /a/{code}/check-in", "POST /a/{code}/cancel");
export function isScreen(route: Route): boolean {
    return screens.includes(`${route.method} ${route.path}`);
}

const everybody: Role[] = ["head", "doctor", "nurse", "assistant", "reception"];
const nobody: Role[] = [];

// The first rule that matches decides; the Superadmin may do everything.
const rules: [request: RegExp, roles: Role[]][] = [
    [/^POST \/api\/auth\/logout$/, everybody],
    [/^DELETE \/api\/auth\/session(s\/{id})?$/, everybody],
    [/^PUT \/api\/auth\/password$/, everybody],
    [/^\w+ \/api\/users\/{id}\/sessions$/, ["head"]],
    [/^POST \/api\/queue\/current\/broadcast$/, everybody],
    [/^POST \/api\/queue\/{id}\/undo$/, everybody],  // their own moves
    [/^POST (\/api)?\/broadcasting\//, everybody],
    [/^POST \/api\/integrations\/waha\/webhook$/, everybody],
    [/^POST \/api\/events\/ticket$/, everybody],
    [/^POST \/api\/visits\//, everybody],  // by the secret in the path
    [/^POST \/api\/auth\/permanent-token$/, nobody],
    [/^GET \/api\/(reports|summary)(\/|$)/, ["head", "reception"]],
    [/^\w+ \/api\/lab\/(tokens|import)(\/|$)/, nobody],
    [/^GET \/api\/(audit|about)(\/|$)/, nobody],
    [/^\w+ \/api\/clinic\/logo$/, nobody],
    [/^GET \/api\/whatsapp-configs\/{id}\/pairing$/, nobody],
    [/^POST \/api\/integrations\/n8n\/test$/, nobody],
    [/^\w+ \/api\/kiosks(\/|$)/, nobody],
    [/^POST \/api\/kiosk\/activate$/, everybody],
    [/^POST \/api\/lab\/orders\//, ["nurse"]],
    [/^\w+ \/api\/backups(\/|$)/, nobody],
    [/^GET /, everybody],
    [/^PATCH \/api\/reservation$/, everybody],  // the list, as documented
    [/^PUT \/api\/roles\/{id}\/permissions$/, nobody],
    [/^\w+ \/api\/(users|roles|poly|status)(\/|$)/, ["head"]],
    [/^\w+ \/api\/(schedule|holidays)(\/|$)/, ["head", "reception"]],
    [/^PATCH .*\/{id}\/cancelled$/, ["reception"]],
    [/^PATCH .*\/{id}\/(anamnesa|waitingdoctor)$/, ["nurse", "reception"]],
    [/^PATCH .*\/({id}\/withdoctor|{id}\/done|call-next)$/, ["doctor", "assistant"]],
    [/^PATCH .*\/{id}\/noshow$/, ["reception", "nurse", "assistant", "doctor"]],
    [/^\w+ \/api\/(reservation|patients)(\/|$)/, ["reception"]],
    [/^POST \/api\/queue\/{id}\/check-in$/, ["reception"]],
    [/^POST \/api\/deliveries\/{id}\/retry$/, nobody],
    [/^\w+ \/api\/checkup-schedule(\/|$)/, ["doctor", "nurse", "assistant"]],
    [/^PUT \/api\/clinic$/, nobody],
    [
        /^\w+ \/api\/(configs|message-templates|reminder-configs|whatsapp-configs|faq)(\/|$)/,
        nobody,
    ],
];

// For kiosks, and for no user at all (kiosks.test.ts).
export function isKiosk(route: Route): boolean {
    return /^\/api\/kiosk(\/|$)/.test(route.path) && !isOpen(route);
}

// Throws for a route without a rule.
export function rolesThatMay(route: Route): Role[] {
    if (isKiosk(route)) return [];
    const request = `${route.method} ${route.path}`;
    const rule = rules.find(([expression]) => expression.test(request));
    if (rule === undefined) throw new Error(`the table says nothing of ${request}`);
    return ["superadmin", ...rule[1]];
}
