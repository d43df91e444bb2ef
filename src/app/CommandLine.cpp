#include "app/CommandLine.hpp"

#include "account/UserInput.hpp"
#include "app/ConfigText.hpp"
#include "app/Flags.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <set>
#include <string>
#include <unistd.h>
#include <utility>
#include <vector>

namespace antrean::app {
namespace {

constexpr char const* kAbout =
    "antrean: the queue and reservation server of a clinic.\n"
    "Start with `antrean serve --demo-clinic` and open http://127.0.0.1:8000.\n"
    "Each flag can also be an environment variable (--data-dir is ANTREAN_DATA_DIR) or a line in "
    "the\n"
    "file given with --config (data-dir = \"/var/lib/antrean\").\n"
    "On a machine with the Debian package, all commands but serve read "
    "/etc/antrean/antrean.conf\n"
    "if neither --config nor --data-dir nor --database is given.";

constexpr char const* kInstalledConfig = "/etc/antrean/antrean.conf";

// CLI11's messages may span several lines; a log needs one.
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

using Names = std::set<std::string>;

// Returns whether the line sets a flag of this command.
bool readConfigLine(CLI::App& command, CLI::App const& all, CLI::ConfigItem const& line) {
    auto const flag = "--" + line.name;
    if (!line.parents.empty() || !isFlagOfAny(all, flag))
        throw CLI::ConfigError::Extras(line.fullname());
    auto* option = command.get_option_no_throw(flag);
    if (option == nullptr || option->count() != 0)
        return false;
    for (auto const& value : line.inputs)
        option->add_result(value);
    option->run_callback();
    return true;
}

// One file serves all commands, so a command ignores the flags of other commands. The command line
// and the environment override the file. Returns the names of the flags that the file sets.
Names readConfigFile(CLI::App& command, CLI::App const& all, std::string const& path) {
    Names names;
    for (auto const& line : CLI::ConfigTOML().from_file(path))
        if (readConfigLine(command, all, line))
            names.insert(line.name);
    return names;
}

// Where the value of an option comes from. CLI11 reads the environment as if it were the command
// line, so the arguments themselves decide.
std::string sourceOf(
    CLI::Option const& option, Names const& from_file, std::vector<std::string> const& arguments
) {
    auto const flag = option.get_name();
    if (option.count() == 0)
        return "default";
    if (from_file.contains(flag.substr(2)))
        return "file";
    bool const is_argument = std::ranges::any_of(arguments, [&flag](auto const& argument) {
        return argument == flag || argument.starts_with(flag + "=");
    });
    return is_argument ? "command line" : "environment";
}

std::vector<ConfigLine> configLines(
    CLI::App const& command, Names const& from_file, std::vector<std::string> const& arguments
) {
    std::vector<ConfigLine> lines;
    for (auto const* option : command.get_options()) {
        // Only settings have a variable. --config has one too, but names the file itself.
        if (option->get_envname().empty() || option->get_name() == "--config")
            continue;
        bool const is_switch = option->get_expected_max() == 0;
        auto const fallback = is_switch ? "false" : option->get_default_str();
        lines.push_back({
            option->get_group(),
            option->get_name().substr(2),
            option->get_description(),
            fallback,
            option->count() == 0 ? fallback : option->results().back(),
            sourceOf(*option, from_file, arguments),
        });
    }
    return lines;
}

bool isPostgresUrl(std::string const& url) {
    return url.starts_with("postgres://") || url.starts_with("postgresql://");
}

void requireCompanions(Settings const& settings) {
    bool const is_on_postgres = isPostgresUrl(settings.database.url);
    if (!settings.database.direct_url.empty() && !is_on_postgres)
        throw CLI::ValidationError("--database-direct", "needs --database postgresql://...");
    if (!settings.replica.url.empty() && !is_on_postgres)
        throw CLI::ValidationError("--database-replica", "needs --database postgresql://...");
    auto const& server = settings.server;
    if (!server.tls_listen.empty() &&
        (server.tls_certificate_file.empty() || server.tls_key_file.empty()))
        throw CLI::ValidationError("--tls-listen", "needs --tls-cert and --tls-key");
    if (settings.lab.has_tokens_there && settings.lab.database_url.empty())
        throw CLI::ValidationError("--lab-tokens-in-lab-database", "needs --lab-database");
    if (settings.superadmin_password.size() > account::kPasswordBytesMax)
        throw CLI::ValidationError("ANTREAN_SUPERADMIN_PASSWORD", "has more than 72 bytes");
}

// These use the pool of --database. Commands change what a session keeps, so they do not.
bool isServing(Command command) {
    return command == Command::serve || command == Command::doctor || command == Command::config;
}

void leaveOutPool(db::Settings& database) {
    if (!database.direct_url.empty())
        database.url = std::exchange(database.direct_url, {});
}

class Reader {
public:
    Reader() {
        app_.require_subcommand(1);
        app_.set_version_flag("--version", "antrean " ANTREAN_VERSION, "Print the version");
        app_.get_formatter()->column_width(34);
        addServeFlags(subcommand(app_, "serve", "Start the server", Command::serve));
        auto& config = subcommand(
            app_,
            "config",
            "Check all settings and show them: what is in force, and where it comes from",
            Command::config
        );
        config.add_flag(
            "--example", is_example_, "Show a configuration file with all settings instead"
        );
        addServeFlags(config);
        auto& doctor = subcommand(
            app_,
            "doctor",
            "Look at everything around the data and say what to do: 0 all is well, 1 warnings, "
            "2 faults",
            Command::doctor
        );
        doctor.add_flag("--json", invocation_.is_json, "Print JSON, for programs");
        addServeFlags(doctor);
        subcommand(
            app_, "migrate", "Bring the schema of the database up to date", Command::migrate
        );
        addMoveCommands();
        auto& seed = subcommand(
            app_,
            "seed",
            "Fill a new database with roles, polies, statuses and the superadmin",
            Command::seed
        );
        addSeedFlags(seed, settings());
        subcommand(
            app_,
            "check",
            "Check the database: integrity, queue numbers, ledger, figures",
            Command::check
        );
        auto& anonymise = subcommand(
            app_,
            "anonymise",
            "Take away who the patients of a time that is over were; their visits stay",
            Command::anonymise
        );
        addAnonymiseFlags(anonymise, invocation_.privacy);
        addBackupCommands();
        addUserCommands();
        addLabCommands();
        addDemoCommand();
        addDocumentCommands();
    }

    std::variant<Invocation, Ending> read(int count, char const* const* arguments) {
        try {
            app_.parse(count, arguments);
            if (invocation_.command == Command::config)
                invocation_.text = configText({arguments, arguments + count});
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
    // For a mistyped command, CLI11's own message says only that a command is missing.
    std::string problemOf(CLI::ParseError const& error) const {
        auto const unread = app_.remaining(true);
        if (!unread.empty() && dynamic_cast<CLI::RequiredError const*>(&error) != nullptr)
            return "The following argument was not expected: " + unread.front();
        return oneLine(error.what());
    }

    Settings& settings() { return invocation_.settings; }

    void addBackupCommands() {
        auto& backup = subcommand(
            app_,
            "backup",
            "Write database, files and keys into one archive, also while a server uses them",
            Command::backup
        );
        addFile(backup, "Archive to write, as clinic.tar.zst; replaces an older backup");
        backup.add_flag(
            "--without-secrets",
            invocation_.without_secrets,
            "Leave out the keys of this installation; a restore then makes new ones"
        );
        auto& restore = subcommand(
            app_,
            "restore",
            "Bring the data of an archive back; verifies them before it changes anything",
            Command::restore
        );
        addFile(restore, "Archive that `antrean backup` wrote");
        restore.add_flag(
            "--replace",
            invocation_.may_replace,
            "Replace the data that are there; they are kept beside"
        );
        auto& verify = subcommand(
            app_,
            "verify",
            "Restore an archive into a temporary folder, check it, and show what is in it",
            Command::verify
        );
        addFile(verify, "Archive that `antrean backup` wrote");
    }

    void addFile(CLI::App& command, char const* help) {
        command.add_option("FILE", invocation_.file, help)->required();
    }

    void addUserCommands() {
        auto& user = *app_.add_subcommand("user", "Manage users")->require_subcommand(1);
        auto& password = subcommand(
            user,
            "set-password",
            "Set a user's password, read from the terminal or stdin",
            Command::set_password
        );
        password.add_option("NAME", invocation_.user_name, "User name")->required();
        auto& token = *app_.add_subcommand("token", "Manage tokens")->require_subcommand(1);
        auto& create = subcommand(
            token,
            "create",
            "Create a token that never expires for a user, and print it",
            Command::create_token
        );
        create.add_option("NAME", invocation_.user_name, "User name")->required();
        auto& list = subcommand(
            token,
            "list",
            "List the valid tokens of a user: logins, browser sessions and permanent tokens",
            Command::list_tokens
        );
        list.add_option("NAME", invocation_.user_name, "User name")->required();
        auto& revoke = subcommand(
            token, "revoke", "End a token, as token list shows it", Command::revoke_token
        );
        revoke.add_option("ID", invocation_.token_id, "Number of the token")->required();
    }

    void addMoveCommands() {
        auto& move = subcommand(
            app_,
            "migrate-database",
            "Move everything to another, empty database: from SQLite to PostgreSQL or back",
            Command::migrate_database
        );
        addMoveFlags(move, invocation_.move);
        auto& import =
            *app_.add_subcommand("import", "Take over another system")->require_subcommand(1);
        auto& laravel = subcommand(
            import,
            "laravel",
            "Import everything from the original's database; again: what came since",
            Command::import_laravel
        );
        addImportFlags(laravel, invocation_.import);
    }

    void addLabCommands() {
        auto& lab = *app_.add_subcommand("lab", "Manage the lab's tables")->require_subcommand(1);
        auto& import = subcommand(
            lab,
            "import",
            "Import CSV files; each is named after the table of the lab that its rows belong to",
            Command::import_lab
        );
        import.add_option("DIR", invocation_.folder, "Folder with the CSV files")->required();
    }

    void addServeFlags(CLI::App& command) {
        addServerFlags(command, settings());
        addBehaviourFlags(command, settings());
        addRealtimeFlags(command, settings());
        addDeliveryFlags(command, settings());
        addWhatsappFlags(command, settings());
        addLabFlags(command, settings());
        addBackupFlags(command, settings());
        addSeedFlags(command, settings());
    }

    std::string configText(std::vector<std::string> const& arguments) const {
        auto const lines = configLines(*app_.get_subcommand("config"), from_file_, arguments);
        return is_example_ ? exampleConfig(lines) : effectiveConfig(lines);
    }

    void addDocumentCommands() {
        app_.add_subcommand("routes", "List all routes with the permission that each needs")
            ->callback([this] { invocation_.command = Command::routes; });
        auto& openapi =
            subcommand(app_, "openapi", "Print the API document (OpenAPI 3.1)", Command::openapi);
        addBehaviourFlags(openapi, settings());
    }

    void addDemoCommand() {
        auto& demo = *app_.add_subcommand("demo", "Show what a clinic does");
        // CLI11 would take a literal for the variable that the flag sets.
        std::string const help = "Play a day against a running demo server";
        demo.add_flag("--day", help)->required();
        addPlayFlags(demo, invocation_.play);
        demo.parse_complete_callback([this] {
            invocation_.command = Command::play_day;
            auto const& play = invocation_.play;
            if (play.user_name.empty() != play.password_variable.empty())
                throw CLI::ValidationError("--user", "needs --password-env, and the reverse");
        });
    }

    // The file of the installed service, for a command that is given no other place. A user who may
    // not read the file gets the defaults.
    static std::string installedConfig(CLI::App const& command) {
        bool const has_place = command.get_option("--data-dir")->count() != 0 ||
                               command.get_option("--database")->count() != 0;
        return !has_place && ::access(kInstalledConfig, R_OK) == 0 ? kInstalledConfig : "";
    }

    CLI::App& subcommand(CLI::App& parent, char const* name, char const* help, Command command) {
        auto& added = *parent.add_subcommand(name, help);
        addDatabaseFlags(added, settings(), config_file_);
        // Runs at the end of this command's own parsing. With CLI11's other callback, the
        // environment would be read for the flags of all commands.
        added.parse_complete_callback([this, &added, command] {
            invocation_.command = command;
            if (config_file_.empty() && command != Command::serve)
                config_file_ = installedConfig(added);
            if (!config_file_.empty())
                from_file_ = readConfigFile(added, app_, config_file_);
            requireCompanions(settings());
            if (!isServing(command))
                leaveOutPool(settings().database);
        });
        return added;
    }

    CLI::App app_{kAbout, "antrean"};
    Invocation invocation_;
    std::string config_file_;
    Names from_file_;  // of the flags whose values are those of the file
    bool is_example_ = false;
};

}  // namespace

std::variant<Invocation, Ending> readCommandLine(int count, char const* const* arguments) {
    return std::make_unique<Reader>()->read(count, arguments);
}

}  // namespace antrean::app
