#include "base/Log.hpp"

#include "base/LogText.hpp"

#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>
#include <spdlog/async.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <climits>
#include <csignal>
#include <future>
#include <memory>
#include <poll.h>
#include <pthread.h>
#include <unistd.h>

namespace antrean::log {
namespace {

constexpr std::size_t kWaitingLinesMax = 8'192;
constexpr std::chrono::seconds kStopTimeout{2};

// The message, harmless, for `%*` in a pattern; as a JSON string where lines are JSON.
class MessageText final : public spdlog::custom_flag_formatter {
public:
    explicit MessageText(Format format) : format_(format) {}

    void format(spdlog::details::log_msg const& message, std::tm const&, spdlog::memory_buf_t& out)
        override {
        std::string_view const payload(message.payload.data(), message.payload.size());
        auto const text = harmless(format_ == Format::json ? quoted(payload) : payload);
        out.append(text.data(), text.data() + text.size());
    }
    std::unique_ptr<custom_flag_formatter> clone() const override {
        return spdlog::details::make_unique<MessageText>(format_);
    }

private:
    std::string_view quoted(std::string_view text) {
        quoted_ = boost::json::serialize(boost::json::string(text));
        return quoted_;
    }

    Format format_;
    std::string quoted_;
};

spdlog::level::level_enum spdlogLevel(Level level) {
    switch (level) {
        case Level::debug:
            return spdlog::level::debug;
        case Level::info:
            return spdlog::level::info;
        case Level::warning:
            return spdlog::level::warn;
        case Level::error:
            return spdlog::level::err;
    }
    return spdlog::level::err;
}

// The log's thread starts before the server blocks its signals. Without a mask of its own, SIGTERM
// could reach that thread and end the program at once instead of stopping it in order.
void takeNoSignals() {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, nullptr);
}

}  // namespace

void start(Settings const& settings) {
    spdlog::init_thread_pool(kWaitingLinesMax, 1, takeNoSignals);
    auto sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
    auto logger = std::make_shared<spdlog::async_logger>(
        "antrean", sink, spdlog::thread_pool(), spdlog::async_overflow_policy::overrun_oldest
    );
    auto formatter = std::make_unique<spdlog::pattern_formatter>(spdlog::pattern_time_type::utc);
    formatter->add_flag<MessageText>('*', settings.format)
        .set_pattern(
            settings.format == Format::json
                ? R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l","message":%*})"
                : "%Y-%m-%dT%H:%M:%S.%eZ %l %*"
        );
    logger->set_formatter(std::move(formatter));
    logger->set_level(spdlogLevel(settings.level));
    spdlog::set_default_logger(std::move(logger));
}

bool stop() {
    auto stopping = std::async(std::launch::async, spdlog::shutdown);
    if (stopping.wait_for(kStopTimeout) == std::future_status::ready)
        return true;
    // Its destructor would wait for the thread, which waits for stderr.
    static_cast<void>(new std::future<void>(std::move(stopping)));
    return false;
}

void writeLast(std::string_view line) {
    pollfd stderr_ready{STDERR_FILENO, POLLOUT, 0};
    if (::poll(&stderr_ready, 1, 0) == 1) [[maybe_unused]]
        auto const written =
            ::write(STDERR_FILENO, line.data(), std::min<std::size_t>(line.size(), PIPE_BUF));
}

bool enabled(Level level) {
    return spdlog::should_log(spdlogLevel(level));
}

void write(Level level, std::string_view message) {
    if (auto* logger = spdlog::default_logger_raw())
        logger->log(spdlogLevel(level), spdlog::string_view_t(message.data(), message.size()));
}

}  // namespace antrean::log
