#include "base/Log.hpp"

#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>
#include <spdlog/async.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <csignal>
#include <memory>
#include <pthread.h>

namespace antrean::log {
namespace {

constexpr std::size_t kWaitingLinesMax = 8'192;

// The message as a JSON string, for `%*` in a pattern.
class JsonText final : public spdlog::custom_flag_formatter {
public:
    void format(spdlog::details::log_msg const& message, std::tm const&, spdlog::memory_buf_t& out)
        override {
        boost::json::string const text(message.payload.data(), message.payload.size());
        auto const quoted = boost::json::serialize(text);
        out.append(quoted.data(), quoted.data() + quoted.size());
    }
    std::unique_ptr<custom_flag_formatter> clone() const override {
        return spdlog::details::make_unique<JsonText>();
    }
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
    if (settings.format == Format::json)
        formatter->add_flag<JsonText>('*').set_pattern(
            R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l","message":%*})"
        );
    else
        formatter->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v");
    logger->set_formatter(std::move(formatter));
    logger->set_level(spdlogLevel(settings.level));
    spdlog::set_default_logger(std::move(logger));
}

void stop() {
    spdlog::shutdown();
}

bool enabled(Level level) {
    return spdlog::should_log(spdlogLevel(level));
}

void write(Level level, std::string_view message) {
    if (auto* logger = spdlog::default_logger_raw())
        logger->log(spdlogLevel(level), spdlog::string_view_t(message.data(), message.size()));
}

}  // namespace antrean::log
