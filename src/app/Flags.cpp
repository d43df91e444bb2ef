#include "app/Flags.hpp"

#include "app/FlagKinds.hpp"
#include "server/BasePath.hpp"

#include <cstdlib>
#include <stdexcept>

namespace antrean::app {
namespace {

std::string isHostAndPort(std::string const& text) {
    return server::isListenAddress(text) ? std::string()
                                         : "must be HOST:PORT or [IPV6]:PORT, not " + text;
}

}  // namespace

void addServerFlags(CLI::App& command, Settings& settings) {
    command.option_defaults()->group("Server");
    auto& server = settings.server;
    auto& origin = settings.dispatch.origin;
    add(command, "--listen", server.listen, "HOST:PORT for HTTP; port 0 picks a free port")
        ->check(isHostAndPort);
    add(command,
        "--tls-listen",
        server.tls_listen,
        "HOST:PORT for HTTPS; needs --tls-cert and --tls-key")
        ->check(isHostAndPort);
    add(command,
        "--tls-cert",
        server.tls_certificate_file,
        "PEM file with the certificate and its chain");
    add(command,
        "--tls-key",
        server.tls_key_file,
        "PEM file with the private key of the certificate");
    auto const read_url = [&origin](std::string const& url) {
        origin.public_url = url.substr(0, url.find_last_not_of('/') + 1);
    };
    addRead(
        command,
        "--public-url",
        read_url,
        origin.public_url,
        "Base of the links in answers; without it, the address that the client used"
    )
        ->check(isWebAddress());
    auto const read_base_path = [&origin](std::string const& path) {
        if (path != "/" && !server::isBasePath(path))
            throw CLI::ValidationError("--base-path", "must be a path as /antrean, not " + path);
        origin.base_path = path.substr(0, path.find_last_not_of('/') + 1);
    };
    addRead(
        command,
        "--base-path",
        read_base_path,
        "/",
        "Path below which a proxy serves this server, if the proxy passes paths unchanged"
    );
    addNumber(
        command,
        "--threads",
        server.threads,
        {0, 256},
        "Threads that serve connections; 0: one per CPU core"
    );
    addNumber(
        command,
        "--database-sessions",
        settings.database.sessions,
        {1, 512},
        "Database sessions that are held open"
    );
    addDuration<std::chrono::seconds>(
        command,
        "--search-timeout",
        settings.dispatch.search_timeout,
        {1, 3'600},
        "Seconds after which a search is answered with 503; two run at the same time"
    );
    addLimitFlags(command, settings);
}

void addBehaviourFlags(CLI::App& command, Settings& settings) {
    command.option_defaults()->group("Behaviour");
    addChoice<bool>(
        command,
        "--authorization",
        settings.dispatch.authorization_open,
        {{"roles", false}, {"open", true}},
        "roles: each role may do what its permissions in the database allow; open: any valid token "
        "may do anything"
    );
    addChoice<bool>(
        command,
        "--login-throttle",
        settings.login.throttle_failures,
        {{"on", true}, {"off", false}},
        "Refuse logins for a minute after five wrong passwords for one user from one address, or "
        "a hundred from one address"
    );
    addDuration<std::chrono::days>(
        command,
        "--session-days",
        settings.login.sessions.unused_max,
        {1, 3'650},
        "Days after which a login that is not used ends; permanent tokens do not end"
    );
    addChoice<bool>(
        command,
        "--queue-list-number",
        settings.queue.list_numbers_as_text,
        {{"string", true}, {"int", false}},
        "JSON type of queue_number in GET /api/queue"
    );
    addDuration<std::chrono::milliseconds>(
        command,
        "--double-click",
        settings.queue.double_click,
        {0, 10'000},
        "Milliseconds after a call-next in which another one of the same user for the same poly is "
        "a double click, which calls nobody and gets the first answer again; 0: never"
    );
    addDuration<std::chrono::seconds>(
        command,
        "--undo-seconds",
        settings.queue.undo_within,
        {0, 3'600},
        "Seconds after a move of a visit in which it may be taken back"
    );
    addChoice<int>(
        command,
        "--created-status",
        settings.dispatch.created_status,
        {{"201", 201}, {"200", 200}},
        "HTTP status of an answer that created something"
    );
}

void addRealtimeFlags(CLI::App& command, Settings& settings) {
    command.option_defaults()->group("Live updates (Pusher protocol)");
    auto& realtime = settings.realtime;
    add(command, "--realtime-app-id", realtime.app.id, "Id of the realtime app");
    add(command, "--realtime-key", realtime.app.key, "Key of the app, which screens connect with");
    add(command,
        "--realtime-secret",
        realtime.app.secret,
        "Secret of the app, which publishers sign with; without it, one is generated once and kept "
        "in the data folder");
    auto const read_apps = [&realtime](std::string const& json) {
        try {
            realtime.apps = realtime::parseApps(json);
        } catch (std::invalid_argument const& error) {
            throw CLI::ValidationError("--realtime-apps", error.what());
        }
    };
    addRead(
        command,
        "--realtime-apps",
        read_apps,
        "",
        "Several apps instead, as JSON: [{\"id\":\"1\",\"key\":\"k\",\"secret\":\"s\"}]"
    );
    auto const read_webhook = [&realtime](std::string const& url) {
        realtime.app.webhooks = {{url, {}}};
    };
    addRead(
        command,
        "--realtime-webhook-url",
        read_webhook,
        "",
        "URL to post the events of the app's channels to, in the format of Pusher's webhooks"
    )
        ->check(isWebAddress());
    addMebibytes(
        command,
        "--realtime-backlog",
        settings.server.backlog_bytes_max,
        {1, 1'048'576},
        "MiB of live updates that may wait for slow clients, all clients together; a client that "
        "would exceed it is disconnected"
    );
    addDuration<std::chrono::seconds>(
        command,
        "--realtime-peer-timeout",
        realtime.peer_timeout,
        {1, 3'600},
        "Seconds without a sign of life after which another server on the same database counts as "
        "dead, and its connections as closed"
    );
}

void addDeliveryFlags(CLI::App& command, Settings& settings) {
    command.option_defaults()->group("Deliveries to other systems");
    add(command,
        "--webhook-url",
        settings.webhook.url,
        "n8n webhook to post every call to; without it, the config `n8n_webhook_url`")
        ->check(isWebAddress());
    add(command,
        "--webhook-secret",
        settings.webhook.secret,
        "Secret that signs these posts (header X-Antrean-Signature)");
    addChoice<bool>(
        command,
        "--webhook-poly",
        settings.webhook.names_poly,
        {{"id", false}, {"name", true}},
        "How these posts name the poly: 1 (id) or umum (name)"
    );
    addDuration<std::chrono::seconds>(
        command,
        "--webhook-timeout",
        settings.webhook.timeout,
        {1, 300},
        "Seconds that n8n may take to answer; a post without an answer is repeated once at most"
    );
    addDuration<std::chrono::minutes>(
        command,
        "--webhook-worth",
        settings.webhook.worth,
        {1, 24 * 60},
        "Minutes after which a call that n8n has not got is not posted any more"
    );
    addDuration<std::chrono::hours>(
        command,
        "--delivery-give-up",
        settings.delivery.give_up,
        {1, 24 * 365},
        "Hours after which a message to another system that cannot be delivered is given up"
    );
    addDuration<std::chrono::days>(
        command,
        "--delivery-keep",
        settings.delivery.keep,
        {1, 3'650},
        "Days that finished deliveries stay in the list"
    );
    add(command,
        "--delivery-proxy",
        settings.curl.proxy,
        "URL of the proxy for deliveries; proxies of the environment are not used");
    addNetworks(
        command,
        "--delivery-allow",
        settings.curl.allow,
        "Link-local and cloud metadata addresses or networks, separated by commas, that deliveries "
        "may go to; without it, these are blocked"
    );
}

void addWhatsappFlags(CLI::App& command, Settings& settings) {
    command.option_defaults()->group("WhatsApp reminders");
    auto& waha = settings.waha;
    add(command,
        "--secret-key",
        settings.secret_key,
        "Key that encrypts API keys in the database, the same for all servers on it; without it, "
        "one is generated once and kept in the data folder");
    add(command,
        "--waha-webhook-secret",
        waha.webhook_secret,
        "Secret that WAHA signs its webhooks with; without it, unsigned webhooks from private "
        "networks are accepted");
    addTimeOfDay(
        command,
        "--reminder-quiet-from",
        waha.quiet_hours.from,
        "Start of the quiet hours (HH:MM), in which no patient gets a message"
    );
    addTimeOfDay(
        command,
        "--reminder-quiet-until",
        waha.quiet_hours.until,
        "End of the quiet hours (HH:MM); equal to --reminder-quiet-from turns them off"
    );
    addDuration<std::chrono::seconds>(
        command,
        "--reminder-gap",
        waha.gap,
        {0, 3'600},
        "Least seconds between two messages from one number; a random time of up to the same "
        "length is added"
    );
}

void addLabFlags(CLI::App& command, Settings& settings) {
    command.option_defaults()->group("Lab API");
    auto& lab = settings.lab;
    addNetworks(
        command,
        "--lab-networks",
        lab.networks,
        "Addresses or networks, separated by commas, that may request tokens of the lab API"
    );
    add(command,
        "--lab-client-key",
        lab.client_key,
        "Key that these requests must have in the header X-Client-Key");
    add(command,
        "--lab-database",
        lab.database_url,
        "mysql://USER:PASSWORD@HOST:PORT/NAME, postgresql://... or sqlite:PATH to read the lab's "
        "tables from; without it, the server's own database")
        ->check(beginsWith(
            {"mysql://", "sqlite:", "postgresql://", "postgres://"},
            "must be mysql://..., postgresql://... or sqlite:PATH"
        ));
    addSwitch(
        command,
        "--lab-tokens-in-lab-database",
        lab.has_tokens_there,
        "Keep tokens and their setting in the lab database too; needs --lab-database"
    );
}

void addSeedFlags(CLI::App& command, Settings& settings) {
    command.option_defaults()->group("New database");
    addSwitch(
        command,
        "--demo",
        settings.demo,
        "Fill a new database with demo users (password admin123) and schedules"
    );
    addSwitch(
        command,
        "--demo-clinic",
        settings.demo_clinic,
        "The same, and a living clinic around today: 60 days of history, patients at every "
        "station, schedules and reservations for two weeks"
    );
    // Not a flag, because every user of the machine can read command lines.
    command.footer(
        "The environment variable ANTREAN_SUPERADMIN_PASSWORD sets the password of the user\n"
        "superadmin in a new database. Without it, a random one is generated and printed once."
    );
    if (auto const* password = std::getenv("ANTREAN_SUPERADMIN_PASSWORD"))
        settings.superadmin_password = password;
}

}  // namespace antrean::app
