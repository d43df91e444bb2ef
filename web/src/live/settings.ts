// Which settings have changed, as the server says it (docs/live-updates.md). It says nothing about
// their content: screens read again what they show.
import { follow, onReconnect } from "./connection";

export type SettingsTopic =
    | "callers" // users, roles and what they may do
    | "polies"
    | "statuses"
    | "configs"
    | "message_templates"
    | "reminder_configs"
    | "whatsapp_configs"
    | "kiosks"
    | "faqs"
    | "checkup_schedules";

// Calls `act` after each change of the topic, and when changes may have been missed. For users that
// are signed in. Returns its end.
export function onSettingsChange(topic: SettingsTopic, act: () => void): () => void {
    const ends = [
        follow("private-settings-channel", "settings.changed", (data) => {
            const { topics } = data as { topics: readonly string[] };
            if (topics.includes(topic)) act();
        }),
        onReconnect(act),
    ];
    return () => ends.forEach((end) => end());
}
