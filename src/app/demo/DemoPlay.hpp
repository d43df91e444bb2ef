// `antrean demo --day`: plays a day of the clinic against a running demo server, so that a newcomer
// sees the screens move. It only uses the API, signed in as the demo's staff. It acts on what the
// server says at each moment, so people may click at the same time.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace antrean::app {

struct PlaySettings {
    std::string url = "http://127.0.0.1:8000";
    std::chrono::minutes lasts{5};  // 0: as fast as the server answers
    std::int64_t patients = 30;     // who register, besides those who are there
    // Who does everything; empty: the demo's staff, each their own work.
    std::string user_name;
    std::string password_variable;  // the environment variable with that user's password
};

// Prints a line for each event, until the last patient has left or a signal ends it. Throws
// std::runtime_error with one line for the operator; refuses a server that is not a demo.
void playDay(PlaySettings const& settings);

}  // namespace antrean::app
