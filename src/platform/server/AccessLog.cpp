#include "server/AccessLog.hpp"

#include "base/Log.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace antrean::server {
namespace {

constexpr std::size_t kPathLengthMax = 200;
constexpr std::size_t kLinesMax = 256;

// The client was not recognized, may not do it, or does it too often.
bool isRefusal(int status) {
    return status == 401 || status == 403 || status == 429;
}

std::vector<std::string>& waitingLines() {
    thread_local std::vector<std::string> lines;
    return lines;
}

}  // namespace

void logAccess(
    http::Request const& request,
    std::string_view target,
    int status,
    std::chrono::nanoseconds duration
) {
    if (!log::enabled(log::Level::info))
        return;
    auto& lines = waitingLines();
    lines.push_back(fmt::format(
        "request {} {} {} {} {}us user {}{}{}",
        request.request_id,
        name(request.method),
        target.substr(0, target.find_first_of("?#")).substr(0, kPathLengthMax),
        status,
        std::chrono::duration_cast<std::chrono::microseconds>(duration).count(),
        request.caller.user_id,
        isRefusal(status) ? " from " : "",
        isRefusal(status) ? std::string_view(request.client_address) : std::string_view()
    ));
    if (lines.size() >= kLinesMax)
        flushAccessLog();
}

void flushAccessLog() {
    auto& lines = waitingLines();
    for (auto const& line : lines)
        log::write(log::Level::info, line);
    lines.clear();
}

}  // namespace antrean::server
