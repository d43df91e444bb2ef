#include "app/CommandLine.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

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

// CLI11's messages may span lines; one is what a log or a terminal wants.
std::string oneLine(std::string text) {
    while (!text.empty() && text.back() == '\n')
        text.pop_back();
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
}

bool isFlagOfAny(CLI::App const& command, std::string const& flag) {
    if (command.get_option_no_throw(flag) != nullptr)
        return true;
    auto const subcommands = command.get_subcommands({});
    return std::any_of(subcommands.begin(), subcommands.end(), [&flag](auto const* subcommand) {
        return isFlagOfAny(*subcommand, flag);
    });
}

void readConfigLine(CLI::App& command, CLI::App const& all, CLI::ConfigItem const& line) {
    auto const flag = "--" + line.name;
    if (!line.parents.empty() || !isFlagOfAny(all, flag))
        throw CLI::ConfigError::Extras(line.fullname());
    auto* option = command.get_option_no_throw(flag);
    if (option == nullptr || option->count() != 0)
        return;
    for (auto const& value : line.inputs)
        option->add_result(value);
    option->run_callback();
}

// A file serves all commands, so one command passes over the flags of another. What the command
// line or the environment says wins over the file.
void readConfigFile(CLI::App& command, CLI::App const& all, std::string const& path) {
    for (auto const& line : CLI::ConfigTOML().from_file(path))
        readConfigLine(command, all, line);
}

void requireCompanions(Settings const& settings) {
    if (!settings.tls_listen.empty() &&
        (settings.tls_certificate_file.empty() || settings.tls_key_file.empty()))
        throw CLI::ValidationError("--tls-listen", "needs --tls-cert and --tls-key");
    if (settings.has_tokens_in_lab_database && settings.lab_database.empty())
        throw CLI::ValidationError("--lab-tokens-in-lab-database", "needs --lab-database");
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
        addRealtimeFlags(serve, settings());
        addLabFlags(serve, settings());
        addSeedFlags(serve, settings());
        subcommand(app_, "migrate", "Bring the database's schema up to date", Command::migrate);
        auto& seed = subcommand(
            app_,
            "seed",
            "Fill a new database with roles, polies, statuses and the superadmin",
            Command::seed
        );
        addSeedFlags(seed, settings());
        subcommand(
            app_, "check", "Verify the database: integrity, numbers, queues, ledger", Command::check
        );
        auto& user = *app_.add_subcommand("user", "Users")->require_subcommand(1);
        auto& password = subcommand(
            user,
            "set-password",
            "Set a user's password, read from the terminal or stdin",
            Command::set_password
        );
        password.add_option("NAME", invocation_.user_name, "User name")->required();
        auto& token = *app_.add_subcommand("token", "Tokens")->require_subcommand(1);
        auto& create = subcommand(
            token,
            "create",
            "Make a token for a user that never expires, and print it",
            Command::create_token
        );
        create.add_option("NAME", invocation_.user_name, "User name")->required();
        auto& lab = *app_.add_subcommand("lab", "The lab's tables")->require_subcommand(1);
        auto& import = subcommand(
            lab,
            "import",
            "Add the rows of CSV files that are named after the lab's tables",
            Command::import_lab
        );
        import.add_option("DIR", invocation_.folder, "Folder of the files")->required();
        app_.add_subcommand("routes", "List every route with the permission it asks for")
            ->callback([this] { invocation_.command = Command::routes; });
        auto& openapi =
            subcommand(app_, "openapi", "Print the API document (OpenAPI 3.1)", Command::openapi);
        addBehaviourFlags(openapi, settings());
    }

    std::variant<Invocation, Ending> read(int count, char const* const* arguments) {
        try {
            app_.parse(count, arguments);
        } catch (CLI::CallForVersion const& version) {
            return Ending{0, version.what()};
        } catch (CLI::CallForHelp const&) {
            return Ending{0, app_.help()};
        } catch (CLI::ParseError const& error) {
            return Ending{2, "antrean: " + problemOf(error) + " (see antrean --help)"};
        }
        return invocation_;
    }

private:
    // Of a mistyped command CLI11 would only say that one is missing.
    std::string problemOf(CLI::ParseError const& error) const {
        auto const unread = app_.remaining(true);
        if (!unread.empty() && dynamic_cast<CLI::RequiredError const*>(&error) != nullptr)
            return "The following argument was not expected: " + unread.front();
        return oneLine(error.what());
    }

    Settings& settings() { return invocation_.settings; }

    CLI::App& subcommand(CLI::App& parent, char const* name, char const* help, Command command) {
        auto& added = *parent.add_subcommand(name, help);
        addDatabaseFlags(added, settings(), config_file_);
        // At the end of the command's own parsing: CLI11 reads the environment for every command
        // that has only the later callback, and the settings are those of this one.
        added.parse_complete_callback([this, &added, command] {
            invocation_.command = command;
            if (!config_file_.empty())
                readConfigFile(added, app_, config_file_);
            requireCompanions(settings());
        });
        return added;
    }

    CLI::App app_{kAbout, "antrean"};
    Invocation invocation_;
    std::string config_file_;
};

}  // namespace

std::variant<Invocation, Ending> readCommandLine(int count, char const* const* arguments) {
    return std::make_unique<Reader>()->read(count, arguments);
}

}  // namespace antrean::app
