// A small client over axios, the library that the existing web client uses.
import { Agent } from "node:http";
import axios, { type AxiosInstance, type AxiosRequestConfig } from "axios";
import { assertDocumented } from "./ApiDocument.ts";
import { barrierAt } from "./Barrier.ts";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export interface Answer {
    status: number;
    body: any;  // compared as a whole (assertJson), so it needs no type
    headers: Record<string, string>;
}

export class Api {
    readonly token: string | undefined;
    readonly baseUrl: string;
    private readonly client: AxiosInstance;

    constructor(baseUrl: string, token?: string) {
        this.baseUrl = baseUrl;
        this.token = token;
        this.client = axios.create({
            baseURL: baseUrl,
            headers: token === undefined ? {} : { Authorization: `Bearer ${token}` },
            httpAgent: new Agent({ keepAlive: true }),
            proxy: false,
            timeout: 60_000,
            validateStatus: () => true,
        });
    }

    // A client of the same server with another token, or without a token.
    as(token?: string): Api {
        return new Api(this.baseUrl, token);
    }

    async signIn(username: string, password: string): Promise<Api> {
        const answer = await this.as().post("/api/auth/login", { username, password });
        if (answer.status !== 200) {
            const why = JSON.stringify(answer.body);
            throw new Error(`login of ${username}: ${answer.status} ${why}`);
        }
        return this.as(answer.body.token);
    }

    get(path: string, params?: Record<string, unknown>): Promise<Answer> {
        return this.request({ method: "get", url: path, params });
    }
    post(path: string, body?: unknown): Promise<Answer> {
        return this.request({ method: "post", url: path, data: body });
    }
    put(path: string, body?: unknown): Promise<Answer> {
        return this.request({ method: "put", url: path, data: body });
    }
    patch(path: string, body?: unknown): Promise<Answer> {
        return this.request({ method: "patch", url: path, data: body });
    }
    delete(path: string): Promise<Answer> {
        return this.request({ method: "delete", url: path });
    }

    // Throws if the answer does not match the API document.
    async request(config: AxiosRequestConfig): Promise<Answer> {
        const response = await this.client.request(config);
        if (config.method !== "get") await barrierAt(this.baseUrl)?.pass();
        const headers: Record<string, string> = {};
        for (const [name, value] of Object.entries(response.headers))
            headers[name.toLowerCase()] = String(value);
        this.check(config, response.status, headers["content-type"], response.data);
        return { status: response.status, body: response.data, headers };
    }

    private check(
        config: AxiosRequestConfig,
        status: number,
        contentType: string | undefined,
        data: unknown,
    ): void {
        const { method = "get", url = "" } = config;
        const isOverridden = /_method|method-override/i.test(JSON.stringify(config));
        const isJson = contentType === "application/json";
        const text = Buffer.isBuffer(data) ? data.toString() : data;
        const body = isJson && typeof text === "string" && text !== "" ? JSON.parse(text) : text;
        const asked = { method: method.toUpperCase(), target: url, isOverridden };
        assertDocumented(this.baseUrl, asked, { status, contentType, body });
    }
}
