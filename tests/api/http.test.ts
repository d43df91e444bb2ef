// The HTTP protocol, in bytes that no HTTP client would send: input that must work.
import { test } from "node:test";
import assert from "node:assert/strict";
import { startDemo } from "../support/Demo.ts";
import { get, post } from "../support/RawRequests.ts";
import { RawSocket } from "../support/RawSocket.ts";
import { superadminPassword } from "../support/Server.ts";

const { api, server } = await startDemo();
const bearer = `Authorization: Bearer ${api.token}\r\n`;

const open = () => RawSocket.open(server.port);
const once = (bytes: string | Uint8Array) => RawSocket.ask(server.port, bytes);

const login = JSON.stringify({ username: "superadmin", password: superadminPassword });
const json = "Content-Type: application/json\r\n";

test("RefusesABrokenPercentEncoding", async () => {
    for (const path of ["/api/%zz", "/api/%", "/api/%a", "/api/%ff", "/api/%00"]) {
        const answer = await once(get(path));
        assert.equal(answer.status, 400, path);
        assert.equal(JSON.parse(answer.body).message, "Malformed URL.");
    }
});

test("KnowsNoOtherRoute", async () => {
    const answer = await once(get("/api/foo?name=secret"));
    assert.equal(answer.status, 404);
    assert.equal(
        answer.body,
        `{"status":"error","message":"The route api/foo could not be found."}`,
    );
    assert.equal(answer.headers.get("access-control-allow-origin"), "*");
    assert.ok(!server.log().includes("name=secret"), "queries stay out of the log");
});

test("NamesTheRouteThatIsNothingButASlash", async () => {
    for (const path of ["/", "//", "/?a=1"]) {
        const { status, body } = await once(get(path).replace("GET", "DELETE"));
        assert.equal(status, 405, path);
        const refusal = "The DELETE method is not supported for route /.";
        assert.ok(JSON.parse(body).message.startsWith(refusal), path);
    }
});

test("NamesTheMethodsOfAPath", async () => {
    const answer = await once(get("/api/auth/login"));
    assert.equal(answer.status, 405);
    assert.equal(answer.headers.get("allow"), "POST");
    assert.deepEqual(JSON.parse(answer.body), {
        status: "error",
        message:
            "The GET method is not supported for route api/auth/login. Supported methods: POST.",
    });
});

test("AnswersOptions", async () => {
    const answer = await once("OPTIONS /api/poly HTTP/1.1\r\nHost: a\r\n\r\n");
    assert.equal(answer.status, 200);
    assert.equal(answer.body, "");
    assert.equal(answer.headers.get("allow"), "GET,HEAD,POST");
});

test("AnswersAPreflight", async () => {
    const asked =
        "Origin: http://a.example\r\nAccess-Control-Request-Method: put\r\n" +
        "Access-Control-Request-Headers: authorization, content-type\r\n";
    const answer = await once(`OPTIONS /api/poly/1 HTTP/1.1\r\nHost: a\r\n${asked}\r\n`);
    assert.equal(answer.status, 204);
    assert.equal(answer.headers.get("access-control-allow-origin"), "*");
    assert.equal(answer.headers.get("access-control-allow-methods"), "PUT");
    assert.equal(
        answer.headers.get("access-control-allow-headers"),
        "authorization, content-type",
    );
    assert.equal(answer.headers.get("access-control-max-age"), "0");
    assert.equal(
        answer.headers.get("vary"),
        "Access-Control-Request-Method, Access-Control-Request-Headers",
    );
    assert.equal(answer.headers.has("content-length"), false);
});

test("SendsTheHeadersThatEveryAnswerHas", async () => {
    const { headers } = await once(get("/api/poly", bearer));
    assert.equal(headers.get("content-type"), "application/json");
    assert.equal(headers.get("cache-control"), "no-cache, private");
    assert.equal(headers.get("x-content-type-options"), "nosniff");
    assert.match(headers.get("x-request-id") ?? "", /^[0-9a-f]{16}$/);
    assert.ok(Math.abs(Date.parse(headers.get("date") ?? "") - Date.now()) < 5_000);
});

test("KeepsASaneRequestIdOnly", async () => {
    const sane = await once(get("/up", "X-Request-Id: trace-1_2.3\r\n"));
    assert.equal(sane.headers.get("x-request-id"), "trace-1_2.3");
    const insane = await once(get("/up", "X-Request-Id: a b<script>\r\n"));
    assert.match(insane.headers.get("x-request-id") ?? "", /^[0-9a-f]{16}$/);
    assert.ok(server.log().includes("trace-1_2.3 GET /up 200"));
});

test("AnswersHeadAsGetWithoutTheBody", async () => {
    const expected = await once(get("/api/poly", bearer));
    const socket = await open();
    socket.write(`HEAD /api/poly HTTP/1.1\r\nHost: klinik.example\r\n${bearer}\r\n`);
    const head = await socket.answer(true);
    assert.equal(head.status, 200);
    assert.equal(head.headers.get("content-length"), String(expected.body.length));
    socket.write(get("/up"));
    assert.equal((await socket.answer()).status, 200);
    socket.destroy();
});

test("AnswersAPathHoweverManySlashesItHas", async () => {
    for (const path of ["/api/poly", "/api/poly/", "//api/poly", "http://a.example/api/poly"]) {
        const answer = await once(get(path, bearer));
        assert.equal(answer.status, 200, path);
    }
    assert.equal((await once(get("/api/%70oly", bearer))).status, 200);
});

test("LetsAPostMeanAnotherMethod", async () => {
    const body = "_method=PUT";
    const form = "Content-Type: application/x-www-form-urlencoded\r\n";
    const answers = [
        await once(
            post("/api/poly/999999", `${bearer}${form}Content-Length: ${body.length}\r\n`, body),
        ),
        await once(
            post(
                "/api/poly/999999",
                `${bearer}X-HTTP-Method-Override: put\r\nContent-Length: 0\r\n`,
                "",
            ),
        ),
    ];
    for (const answer of answers) assert.equal(answer.status, 422, "PUT asks for a name");
});

test("ReadsAChunkedBody", async () => {
    const chunks = [login.slice(0, 5), login.slice(5)]
        .map((part) => `${part.length.toString(16)};ext=1\r\n${part}\r\n`)
        .join("");
    const socket = await open();
    socket.write(
        post("/api/auth/login", `${json}Transfer-Encoding: chunked\r\n`, `${chunks}0\r\n\r\n`) +
            get("/up"),
    );
    assert.equal((await socket.answer()).status, 200);
    assert.equal((await socket.answer()).status, 200);
    socket.destroy();
});

test("ReadsAChunkedBodyByteByByte", async () => {
    const socket = await open();
    socket.write(post("/api/auth/login", `${json}Transfer-Encoding: chunked\r\n`, ""));
    for (const byte of "0\r\n\r\n") {
        socket.write(byte);
        await new Promise((done) => setImmediate(done));
    }
    assert.equal((await socket.answer()).status, 422);
    socket.destroy();
});

test("AsksForTheBodyOfAClientThatWaits", async () => {
    const socket = await open();
    const headers = `${json}Expect: 100-continue\r\nContent-Length: ${login.length}\r\n`;
    socket.write(post("/api/auth/login", headers, ""));
    assert.equal((await socket.answer()).status, 100);
    socket.write(login);
    assert.equal((await socket.answer()).status, 200);
    socket.destroy();
});

test("KeepsAConnectionUntilTheClientAsksForAClose", async () => {
    const socket = await open();
    for (let count = 0; count < 20; ++count) {
        socket.write(get("/api/poly", bearer));
        assert.equal((await socket.answer()).status, 200);
    }
    socket.write(get("/up", "Connection: close\r\n"));
    assert.equal((await socket.answer()).headers.get("connection"), "close");
    assert.equal(await socket.rest(), "");
});

test("SpeaksHttp10", async () => {
    const closing = await open();
    closing.write("GET /up HTTP/1.0\r\n\r\n");
    assert.equal((await closing.answer()).headers.get("connection"), "close");
    assert.equal(await closing.rest(), "");
    const keeping = await open();
    for (let count = 0; count < 2; ++count) {
        keeping.write("GET /up HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
        assert.equal((await keeping.answer()).headers.get("connection"), "keep-alive");
    }
    keeping.destroy();
});

test("AnswersPipelinedRequestsInOrder", async () => {
    const socket = await open();
    const paths = Array.from({ length: 300 }, (_, index) => `/api/nothing-${index}`);
    // Every tenth request waits for a database or worker thread, the others do not.
    const slow = post("/api/auth/login", `${json}Content-Length: ${login.length}\r\n`, login);
    socket.write(
        paths.map((path, index) => get(path) + (index % 10 === 9 ? slow : "")).join(""),
    );
    for (const [index, path] of paths.entries()) {
        const { message } = JSON.parse((await socket.answer()).body);
        assert.equal(message, `The route ${path.slice(1)} could not be found.`);
        if (index % 10 === 9) assert.equal((await socket.answer()).status, 200);
    }
    socket.destroy();
});

test("AnswersAClientThatSendsNoMore", async () => {
    const socket = await open();
    socket.write(get("/api/poly", bearer) + get("/up"));
    socket.end();
    assert.equal((await socket.answer()).status, 200);
    assert.equal((await socket.answer()).status, 200);
    assert.equal(await socket.rest(), "");
});

test("LinksToTheHostThatTheClientUsed", async () => {
    const link = async (headers: string, version = "1.1") => {
        const line = `GET /api/patients HTTP/${version}\r\n`;
        const answer = await once(`${line}${headers}${bearer}\r\n`);
        return JSON.parse(answer.body).data.first_page_url;
    };
    const listen = `http://127.0.0.1:${server.port}/api/patients?page=1`;
    const named = await link("Host: Klinik.Example:80\r\n");
    assert.equal(named, "http://klinik.example/api/patients?page=1");
    assert.equal(await link("", "1.0"), listen);
    assert.equal(await link('Host: evil"><script>\r\n'), listen);
    const forwarded = "Host: a\r\nX-Forwarded-Host: evil\r\nX-Forwarded-Proto: https\r\n";
    assert.equal(await link(forwarded), "http://a/api/patients?page=1");
});

test("ServesItsMetrics", async () => {
    const answer = await once("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assert.equal(answer.status, 200);
    assert.match(
        answer.body,
        /antrean_http_requests_total\{method="GET",route="\/api\/poly",status="2xx"\} \d+/,
    );
    assert.match(answer.body, /antrean_http_request_seconds_bucket\{le="\+Inf"\} \d+/);
    assert.match(answer.body, /antrean_http_connections \d+/);
    assert.equal(answer.headers.has("access-control-allow-origin"), false);
});
