#include "app/FlagKinds.hpp"
#include "app/Flags.hpp"

namespace antrean::app {

void addPlayFlags(CLI::App& command, PlaySettings& play) {
    add(command, "--url", play.url, "Address of the demo server")->check(isWebAddress());
    addDuration<std::chrono::minutes>(
        command,
        "--minutes",
        play.lasts,
        {0, 24 * 60},
        "Minutes that the day lasts; 0: as fast as the server answers"
    );
    addNumber(
        command,
        "--patients",
        play.patients,
        {0, 1'000},
        "Patients who register, besides those who are there already"
    );
    add(command,
        "--user",
        play.user_name,
        "User who does everything; without it, the demo's staff do their own work");
    add(command,
        "--password-env",
        play.password_variable,
        "Environment variable with the password of --user");
}

}  // namespace antrean::app
