#include "app/CommandLine.hpp"

#include <CLI/CLI.hpp>

#include <map>
#include <memory>

namespace antrean::app {
namespace {

constexpr char const* kAbout =
    "antrean: the queue and reservation server of a clinic.\n"
    "Start with `antrean serve --demo` and open http://127.0.0.1:8000/up.\n"
    "Every flag can also be an environment variable (--data-dir is ANTREAN_DATA_DIR) or a line of\n"
    "the file given with --config (data-dir = \"/var/lib/antrean\").";

// --data-dir -> ANTREAN_DATA_DIR
std::string environmentName(std::string const& flag) {
    std::string name = "ANTREAN_";
    for (char const letter : flag.substr(2))
        name += letter == '-' ? '_' : static_cast<char>(std::toupper(letter));
    return name;
}

template <class T>
CLI::Option*
add(CLI::App& command, std::string const& flag, T& target, std::string const& help) {
    return command.add_option(flag, target, help)
        ->envname(environmentName(flag))
        ->capture_default_str();
}

void addSwitch(CLI::App& command, std::string const& flag, bool& target, std::string const& help) {
    command.add_flag(flag, target, help)->envname(environmentName(flag));
}

template <class T>
void addChoice(
    CLI::App& command, std::string const& flag, T& target, std::map<std::string, T> const& choices,
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
        ->default_str(default_name);
}

void addDatabaseFlags(CLI::App& command, Settings& settings) {
    command.set_config(
        "--config", "", "Read flags from this file: one `name = \"value\"` a line"
    );
    add(command, "--data-dir", settings.data_dir,
        "Folder of the embedded database and of uploaded files; made when missing");
    add(command, "--database", settings.database,
        "sqlite:PATH or postgresql://USER:PASSWORD@HOST:PORT/NAME; without it sqlite in the data "
        "folder");
    add(command, "--timezone", settings.timezone,
        "The clinic's time zone; the config `clinic_timezone` in the database wins over it");
    addChoice<log::Format>(
        command, "--log-format", settings.log_format,
        {{"text", log::Format::text}, {"json", log::Format::json}}, "Form of the log on stderr"
    );
    addChoice<log::Level>(
        command, "--log-level", settings.log_level,
        {{"debug", log::Level::debug},
         {"info", log::Level::info},
         {"warning", log::Level::warning},
         {"error", log::Level::error}},
        "The least that is logged"
    );
    add(command, "--bcrypt-rounds", settings.bcrypt_rounds,
        "Cost of password hashes; one more doubles the time of a login")
        ->check(CLI::Range(4, 16));
}

void addNetworkFlags(CLI::App& command, Settings& settings) {
    add(command, "--listen", settings.listen, "HOST:PORT to serve HTTP on; port 0 picks a free one");
    add(command, "--tls-listen", settings.tls_listen, "HOST:PORT to serve HTTPS on");
    add(command, "--tls-cert", settings.tls_certificate_file, "PEM file of the certificate chain");
    add(command, "--tls-key", settings.tls_key_file, "PEM file of the certificate's key");
    add(command, "--public-url", settings.public_url,
        "Base of the links in answers; without it what the client asked for");
    add(command, "--trusted-proxies", settings.trusted_proxies,
        "Addresses or networks, separated by commas, whose X-Forwarded headers count; * for all");
    add(command, "--threads", settings.threads,
        "Threads for connections; 0: as many as there are cores")
        ->check(CLI::Range(0, 256));
    add(command, "--database-sessions", settings.database_sessions,
        "Database sessions held open at the same time")
        ->check(CLI::Range(1, 512));
    add(command, "--connections-max", settings.connections_max,
        "Connections served at the same time; one more is refused")
        ->check(CLI::Range(1, 1'000'000));
}

void addBehaviourFlags(CLI::App& command, Settings& settings) {
    addChoice<bool>(
        command, "--authorization", settings.is_authorization_open,
        {{"roles", false}, {"open", true}},
        "roles: each role may do what the database says; open: any valid token may do anything"
    );
    addChoice<bool>(
        command, "--login-throttle", settings.throttle_logins, {{"on", true}, {"off", false}},
        "Refuse logins for a minute after five wrong passwords of one user from one address"
    );
    addChoice<bool>(
        command, "--queue-list-number", settings.list_queue_numbers_as_text,
        {{"string", true}, {"int", false}}, "JSON type of queue_number in GET /api/queue"
    );
    addChoice<int>(
        command, "--created-status", settings.created_status, {{"201", 201}, {"200", 200}},
        "HTTP status of an answer that created something"
    );
}

void addSeedFlags(CLI::App& command, Settings& settings) {
    addSwitch(command, "--demo", settings.demo,
              "Fill a new database with demo users (password admin123) and schedules");
    // Not a flag: a password on a command line is there for everybody to read.
    if (auto const* password = std::getenv("ANTREAN_SUPERADMIN_PASSWORD"))
        settings.superadmin_password = password;
}

// CLI11's messages may span lines; one is what a log or a terminal wants.
std::string oneLine(std::string text) {
    while (!text.empty() && text.back() == '\n')
        text.pop_back();
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
}

class Reader {
public:
    Reader() {
        app_.require_subcommand(1);
        app_.set_version_flag("--version", "antrean " ANTREAN_VERSION, "Print the version");
        app_.get_formatter()->column_width(34);
        auto& serve = subcommand(app_, "serve", "Serve the API", Command::serve);
        addNetworkFlags(serve, settings());
        addBehaviourFlags(serve, settings());
        addSeedFlags(serve, settings());
        subcommand(app_, "migrate", "Bring the database's schema up to date", Command::migrate);
        auto& seed = subcommand(
            app_, "seed", "Fill a new database with roles, polies, statuses and the superadmin",
            Command::seed
        );
        addSeedFlags(seed, settings());
        subcommand(
            app_, "check", "Verify the database: integrity, numbers, queues, ledger",
            Command::check
        );
        auto& user = *app_.add_subcommand("user", "Users")->require_subcommand(1);
        auto& password = subcommand(
            user, "set-password", "Set a user's password, read from the terminal or stdin",
            Command::set_password
        );
        password.add_option("NAME", invocation_.user_name, "User name")->required();
        auto& token = *app_.add_subcommand("token", "Tokens")->require_subcommand(1);
        auto& create = subcommand(
            token, "create", "Make a token for a user that never expires, and print it",
            Command::create_token
        );
        create.add_option("NAME", invocation_.user_name, "User name")->required();
        app_.add_subcommand("routes", "List every route with the permission it asks for")
            ->callback([this] { invocation_.command = Command::routes; });
    }

    std::variant<Invocation, Ending> read(int count, char const* const* arguments) {
        try {
            app_.parse(count, arguments);
        } catch (CLI::CallForVersion const& version) {
            return Ending{0, version.what()};
        } catch (CLI::CallForHelp const&) {
            return Ending{0, app_.help()};
        } catch (CLI::ParseError const& error) {
            return Ending{2, "antrean: " + oneLine(error.what()) + " (see antrean --help)"};
        }
        return invocation_;
    }

private:
    Settings& settings() { return invocation_.settings; }

    CLI::App&
    subcommand(CLI::App& parent, char const* name, char const* help, Command command) {
        auto& added = *parent.add_subcommand(name, help);
        addDatabaseFlags(added, settings());
        added.callback([this, command] { invocation_.command = command; });
        return added;
    }

    CLI::App app_{kAbout, "antrean"};
    Invocation invocation_;
};

}  // namespace

std::variant<Invocation, Ending> readCommandLine(int count, char const* const* arguments) {
    return std::make_unique<Reader>()->read(count, arguments);
}

}  // namespace antrean::app
