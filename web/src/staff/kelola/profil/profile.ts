// How the clinic presents itself, as the API has it.
import { api, read, write, type Attempt } from "@/api/client";
import { at } from "@/basePath";
import { failureOf, Unreachable } from "@/api/failure";
import type { components } from "@generated/schema";
import type { Profile } from "./profileRules";

export type Clinic = components["schemas"]["Clinic"];

const orNull = (text: string) => text.trim() || null;

export async function saveProfile(profile: Profile, attempt: Attempt): Promise<Clinic> {
    const body = {
        name: orNull(profile.name),
        address: orNull(profile.address),
        phone: orNull(profile.phone),
        running_text: orNull(profile.running_text),
        voice_style: profile.voice_style,
    };
    return (await write((headers) => api.PUT("/api/clinic", { body, headers }), attempt)).data;
}

// A form with a file, which openapi-fetch does not send.
export async function saveLogo(file: File, { headers }: Attempt): Promise<void> {
    const body = new FormData();
    body.append("logo", file);
    let answer;
    try {
        answer = await fetch(at("/api/clinic/logo"), { method: "PUT", body, headers });
    } catch {
        throw new Unreachable();
    }
    if (!answer.ok) throw failureOf(answer, await answer.json().catch(() => null));
}

export const removeLogo = (attempt: Attempt) =>
    write((headers) => api.DELETE("/api/clinic/logo", { headers }), attempt);

export const readPolies = async () => (await read(api.GET("/api/poly", {}))).data;
