#include "app/Reminding.hpp"

#include "reminder/ReminderStore.hpp"

#include <random>
#include <stdexcept>
#include <string>
#include <string_view>

namespace antrean::app {
namespace {

// Whose webhooks are believed without a signature.
constexpr std::string_view kPrivateNetworks =
    "127.0.0.0/8,::1,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,fc00::/7";

std::string hour(std::string const& text, std::string_view flag) {
    auto const time = whatsapp::QuietHours::parse(text);
    if (!time)
        throw std::invalid_argument(std::string(flag) + " takes a time as HH:MM");
    return *time;
}

std::int64_t fromZeroTo(std::int64_t most) {
    thread_local std::mt19937_64 engine{std::random_device{}()};
    return std::uniform_int_distribution<std::int64_t>(0, most)(engine);
}

}  // namespace

whatsapp::WahaSettings wahaSettings(Settings const& settings) {
    return {
        {hour(settings.reminder_quiet_from, "--reminder-quiet-from"),
         hour(settings.reminder_quiet_until, "--reminder-quiet-until")},
        std::chrono::seconds(settings.reminder_gap_s),
        fromZeroTo,
    };
}

whatsapp::WebhookServices wahaWebhook(Settings const& settings, whatsapp::SessionStates& sessions) {
    return {
        sessions,
        settings.waha_webhook_secret,
        http::NetworkList::parse(kPrivateNetworks).value(),
        [](db::Transaction& transaction, std::int64_t reservation_id) {
            reminder::recountNotification(transaction, reservation_id);
        },
    };
}

}  // namespace antrean::app
