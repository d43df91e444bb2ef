#include "app/Flags.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <functional>
#include <map>
#include <utility>
#include <vector>

namespace antrean::app {
namespace {

// --data-dir -> ANTREAN_DATA_DIR
std::string environmentName(std::string const& flag) {
    std::string name = "ANTREAN_";
    for (char const letter : flag.substr(2))
        name += letter == '-' ? '_' : static_cast<char>(std::toupper(letter));
    return name;
}

template <class T>
CLI::Option* add(CLI::App& command, std::string const& flag, T& target, std::string const& help) {
    return command.add_option(flag, target, help)
        ->envname(environmentName(flag))
        ->take_last()
        ->capture_default_str();
}

void addSwitch(CLI::App& command, std::string const& flag, bool& target, std::string const& help) {
    command.add_flag(flag, target, help)->envname(environmentName(flag));
}

template <class T>
void addChoice(
    CLI::App& command,
    std::string const& flag,
    T& target,
    std::map<std::string, T> const& choices,
    std::string const& help
) {
    std::string names;
    std::string default_name;
    for (auto const& [name, value] : choices) {
        names += names.empty() ? name : "|" + name;
        if (value == target)
            default_name = name;
    }
    command
        .add_option_function<std::string>(
            flag,
            [&target, choices, flag, names](std::string const& name) {
                auto const found = choices.find(name);
                if (found == choices.end())
                    throw CLI::ValidationError(flag, "must be one of " + names + ", not " + name);
                target = found->second;
            },
            help
        )
        ->type_name(names)
        ->envname(environmentName(flag))
        ->take_last()
        ->default_str(default_name);
}

// A check of a text that has to begin with one of these. Says nothing of the text itself, which
// may hold a password.
std::function<std::string(std::string const&)> beginsWith(
    std::vector<std::string> beginnings, std::string const& problem
) {
    return [beginnings = std::move(beginnings), problem](std::string const& text) {
        bool const is_fine =
            std::any_of(beginnings.begin(), beginnings.end(), [&text](auto const& beginning) {
                return text.starts_with(beginning);
            });
        return is_fine ? std::string() : problem;
    };
}

}  // namespace

void addDatabaseFlags(CLI::App& command, Settings& settings, std::string& config_file) {
    add(command, "--config", config_file, "Read flags from this file: one `name = \"value\"` a line"
    );
    add(command,
        "--data-dir",
        settings.data_dir,
        "Folder of the embedded database and of uploaded files; made when missing");
    add(command,
        "--database",
        settings.database,
        "sqlite:PATH or postgresql://USER:PASSWORD@HOST:PORT/NAME; without it sqlite in the data "
        "folder")
        ->check(beginsWith(
            {"sqlite:", "postgresql://", "postgres://"},
            "must be sqlite:PATH or postgresql://USER:PASSWORD@HOST:PORT/NAME"
        ));
    add(command,
        "--timezone",
        settings.timezone,
        "The clinic's time zone; the config `clinic_timezone` in the database wins over it");
    addChoice<log::Format>(
        command,
        "--log-format",
        settings.log_format,
        {{"text", log::Format::text}, {"json", log::Format::json}},
        "Form of the log on stderr"
    );
    addChoice<log::Level>(
        command,
        "--log-level",
        settings.log_level,
        {{"debug", log::Level::debug},
         {"info", log::Level::info},
         {"warning", log::Level::warning},
         {"error", log::Level::error}},
        "The least that is logged"
    );
    add(command,
        "--bcrypt-rounds",
        settings.bcrypt_rounds,
        "Cost of password hashes; one more doubles the time of a login")
        ->check(CLI::Range(4, 16));
}

void addNetworkFlags(CLI::App& command, Settings& settings) {
    add(command, "--listen", settings.listen, "HOST:PORT to serve HTTP on; port 0 picks a free one"
    );
    add(command, "--tls-listen", settings.tls_listen, "HOST:PORT to serve HTTPS on");
    add(command, "--tls-cert", settings.tls_certificate_file, "PEM file of the certificate chain");
    add(command, "--tls-key", settings.tls_key_file, "PEM file of the certificate's key");
    add(command,
        "--public-url",
        settings.public_url,
        "Base of the links in answers; without it what the client asked for")
        ->check(beginsWith({"http://", "https://"}, "must begin with http:// or https://"));
    add(command,
        "--trusted-proxies",
        settings.trusted_proxies,
        "Addresses or networks, separated by commas, whose X-Forwarded headers count; * for all");
    add(command,
        "--threads",
        settings.threads,
        "Threads for connections; 0: as many as there are cores")
        ->check(CLI::Range(0, 256));
    add(command,
        "--database-sessions",
        settings.database_sessions,
        "Database sessions held open at the same time")
        ->check(CLI::Range(1, 512));
    add(command,
        "--connections-max",
        settings.connections_max,
        "Connections served at the same time; one more is refused")
        ->check(CLI::Range(1, 1'000'000));
}

void addBehaviourFlags(CLI::App& command, Settings& settings) {
    addChoice<bool>(
        command,
        "--authorization",
        settings.is_authorization_open,
        {{"roles", false}, {"open", true}},
        "roles: each role may do what the database says; open: any valid token may do anything"
    );
    addChoice<bool>(
        command,
        "--login-throttle",
        settings.throttle_logins,
        {{"on", true}, {"off", false}},
        "Refuse logins for a minute after five wrong passwords of one user from one address"
    );
    addChoice<bool>(
        command,
        "--queue-list-number",
        settings.list_queue_numbers_as_text,
        {{"string", true}, {"int", false}},
        "JSON type of queue_number in GET /api/queue"
    );
    addChoice<int>(
        command,
        "--created-status",
        settings.created_status,
        {{"201", 201}, {"200", 200}},
        "HTTP status of an answer that created something"
    );
}

void addRealtimeFlags(CLI::App& command, Settings& settings) {
    add(command, "--realtime-app-id", settings.realtime_app_id, "Id of the realtime app");
    add(command, "--realtime-key", settings.realtime_key, "Its key, which screens connect with");
    add(command,
        "--realtime-secret",
        settings.realtime_secret,
        "Its secret, which publishers sign with; without it one is made and kept in the data folder"
    );
    add(command,
        "--realtime-apps",
        settings.realtime_apps,
        "Several apps instead, as JSON: [{\"id\":\"1\",\"key\":\"k\",\"secret\":\"s\"}]");
    add(command,
        "--realtime-webhook-url",
        settings.realtime_webhook_url,
        "Where to tell, as Pusher does, what happens in the app's channels")
        ->check(beginsWith({"http://", "https://"}, "must begin with http:// or https://"));
    add(command,
        "--realtime-backlog",
        settings.realtime_backlog_mib,
        "MiB of live updates that may wait for slow readers, all together; whoever would make it "
        "more is closed")
        ->check(CLI::Range(1, 1'048'576));
    add(command,
        "--realtime-peer-timeout",
        settings.realtime_peer_timeout_s,
        "Seconds of silence after which another server on the database is taken for dead, and its "
        "connections for ended")
        ->check(CLI::Range(1, 3'600));
}

void addDeliveryFlags(CLI::App& command, Settings& settings) {
    add(command,
        "--webhook-url",
        settings.webhook_url,
        "n8n webhook that calls are announced to; without it the config `n8n_webhook_url`")
        ->check(beginsWith({"http://", "https://"}, "must begin with http:// or https://"));
    add(command,
        "--webhook-secret",
        settings.webhook_secret,
        "Sign those announcements with it (X-Antrean-Signature)");
    addChoice<bool>(
        command,
        "--webhook-poly",
        settings.webhook_names_poly,
        {{"id", false}, {"name", true}},
        "How they name the poly: 1, or umum"
    );
    add(command,
        "--delivery-give-up",
        settings.delivery_give_up_hours,
        "Hours after which what cannot be delivered to another system is given up")
        ->check(CLI::Range(1, 24 * 365));
    add(command,
        "--delivery-keep",
        settings.delivery_keep_days,
        "Days that deliveries are listed after their end")
        ->check(CLI::Range(1, 3'650));
    add(command,
        "--delivery-proxy",
        settings.delivery_proxy,
        "Proxy (URL) that deliveries go through");
    add(command,
        "--delivery-allow",
        settings.delivery_allow,
        "Link-local and metadata addresses or networks, separated by commas, that deliveries may "
        "go "
        "to all the same");
}

void addReminderFlags(CLI::App& command, Settings& settings) {
    add(command,
        "--secret-key",
        settings.secret_key,
        "Seals API keys in the database, the same for all processes on it; without it one is made "
        "and kept in the data folder");
    add(command,
        "--waha-webhook-secret",
        settings.waha_webhook_secret,
        "What WAHA signs its webhooks with; without it those from private networks are believed");
    add(command,
        "--reminder-quiet-from",
        settings.reminder_quiet_from,
        "HH:MM from when no patient is written to");
    add(command,
        "--reminder-quiet-until",
        settings.reminder_quiet_until,
        "HH:MM until when; the same as from: at no time");
    add(command,
        "--reminder-gap",
        settings.reminder_gap_s,
        "Seconds between two messages of one number at least; as many again are added by chance")
        ->check(CLI::Range(0, 3'600));
}

void addLabFlags(CLI::App& command, Settings& settings) {
    add(command,
        "--lab-networks",
        settings.lab_networks,
        "Addresses or networks, separated by commas, that may get and set tokens of the lab API");
    add(command,
        "--lab-client-key",
        settings.lab_client_key,
        "X-Client-Key that those calls have to carry as well");
    add(command,
        "--lab-database",
        settings.lab_database,
        "mysql://USER:PASSWORD@HOST:PORT/NAME, postgresql://... or sqlite:PATH that the lab's "
        "tables are read from; without it those of our own database")
        ->check(beginsWith(
            {"mysql://", "sqlite:", "postgresql://", "postgres://"},
            "must be mysql://..., postgresql://... or sqlite:PATH"
        ));
    addSwitch(
        command,
        "--lab-tokens-in-lab-database",
        settings.has_tokens_in_lab_database,
        "Keep tokens and their setting in that database too"
    );
}

void addSeedFlags(CLI::App& command, Settings& settings) {
    addSwitch(
        command,
        "--demo",
        settings.demo,
        "Fill a new database with demo users (password admin123) and schedules"
    );
    // Not a flag: a password on a command line is there for everybody to read.
    command.footer(
        "The environment variable ANTREAN_SUPERADMIN_PASSWORD is the password of a new database's\n"
        "user superadmin; without it a random one is made and printed once."
    );
    if (auto const* password = std::getenv("ANTREAN_SUPERADMIN_PASSWORD"))
        settings.superadmin_password = password;
}

}  // namespace antrean::app
