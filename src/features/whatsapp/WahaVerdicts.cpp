#include "whatsapp/WahaVerdicts.hpp"

#include "base/Text.hpp"
#include "delivery/Carrier.hpp"
#include "whatsapp/SessionStates.hpp"
#include "whatsapp/WahaJson.hpp"

#include <boost/json/value.hpp>
#include <fmt/core.h>

#include <algorithm>
#include <array>

namespace antrean::whatsapp {
namespace {

using delivery::Call;
using delivery::Reply;
using delivery::Verdict;

constexpr int kUnprocessable = 422;
constexpr int kNotFound = 404;
constexpr int kBadGateway = 502;
// WAHA's clock and ours may differ by as much.
constexpr std::chrono::minutes kClockSkewMax{2};

bool isSuccess(Reply const& reply) {
    return reply.status / 100 == 2;
}

// A 4xx that says nothing against the message: the server, a proxy or a setting is wrong, and staff
// may mend that.
bool mayWorkLater(int status) {
    constexpr std::array kLater{401, 403, 404, 405, 408, 409, 423, 425, 429};
    return status / 100 != 4 || std::ranges::find(kLater, status) != kLater.end();
}

// `words`: in lower case.
bool mentions(std::string_view text, std::string_view words) {
    return text::lower(text).find(words) != std::string::npos;
}

// Engine errors about one number, in the words of the engines' libraries.
bool isAboutNumber(std::string_view reason) {
    constexpr std::array<std::string_view, 6> kWords{
        "no lid ",
        "not on whatsapp",
        "not registered",
        "not exist",
        "invalid wid",
        "invalid jid",
    };
    return std::ranges::any_of(kWords, [reason](auto words) { return mentions(reason, words); });
}

std::string failureOf(Call const& call, Reply const& reply) {
    if (reply.status == 0)
        return delivery::curlErrorText(reply.curl_code, reply.curl_text, call.url);
    auto const reason = reasonOf(reply.status, parsed(reply.body));
    auto const state = sessionStateIn(reply);
    return state && !isSuccess(reply) ? fmt::format("{} (session: {})", reason, *state) : reason;
}

// A session that is away makes all its messages wait (SessionStates.hpp), so no breaker need open.
Verdict later(Call const& call, Reply const& reply) {
    return {Verdict::Kind::retry, failureOf(call, reply), {}, !sessionStateIn(reply)};
}

Verdict cleared(bool is_targets_fault) {
    return {Verdict::Kind::cleared, {}, {}, is_targets_fault};
}

}  // namespace

std::optional<std::string> sessionStateIn(Reply const& reply) {
    if (isSuccess(reply))
        return std::string(SessionStates::kWorking);
    if (reply.status != kUnprocessable && reply.status != kNotFound)
        return std::nullopt;
    auto const answer = parsed(reply.body);
    if (auto state = sessionStatusOf(answer))
        return state;
    // "We didn't find a session with name 'default'": WAHA has restarted without it.
    bool const is_about_session = mentions(reasonOf(reply.status, answer), "session");
    return is_about_session ? std::optional<std::string>("MISSING") : std::nullopt;
}

Verdict verdictOnSending(delivery::Delivery const& delivery, Call const& call, Reply const& reply) {
    if (isSuccess(reply)) {
        Verdict verdict{Verdict::Kind::delivered, {}};
        if (auto const id = messageIdOf(parsed(reply.body)))
            verdict.remote_id = shortIdOf(*id);
        return verdict;
    }
    // A proxy also answers 502 when WAHA ends in the middle of sending.
    bool const may_have_arrived =
        reply.status == 0 ? reply.may_have_arrived
                          : reply.status == kBadGateway || delivery::isGatewayTimeout(reply.status);
    if (may_have_arrived)
        return {Verdict::Kind::unanswered, failureOf(call, reply)};
    auto verdict = later(call, reply);
    if (reply.status / 100 == 5) {
        bool const is_about_number = isAboutNumber(verdict.reason);
        if (is_about_number)
            verdict.is_targets_fault = false;
        if (is_about_number || delivery.attempts > 0)
            verdict.question = kAsksForNumber;
    } else if (!mayWorkLater(reply.status) && !sessionStateIn(reply)) {
        verdict.kind = Verdict::Kind::refused;
        verdict.is_targets_fault = false;
    }
    return verdict;
}

Verdict verdictOnSearch(
    std::string_view text, Instant since, Call const& call, Reply const& reply
) {
    if (!isSuccess(reply)) {
        // Some engines keep no messages, and old versions of WAHA have no such route.
        bool const cannot_tell = reply.status / 100 == 4 && !sessionStateIn(reply) &&
                                 (reply.status == kNotFound || !mayWorkLater(reply.status));
        constexpr int kNotImplemented = 501;
        return cannot_tell || reply.status == kNotImplemented ? cleared(false) : later(call, reply);
    }
    auto const messages = messagesOf(parsed(reply.body));
    if (!messages)
        return cleared(false);
    auto const since_s = delivery::toMs(since - kClockSkewMax) / 1'000;
    Verdict verdict{Verdict::Kind::delivered, {}};
    for (auto const& message : *messages)
        if (message.is_from_us && message.text == text && message.sent_at_s >= since_s)
            verdict.candidates.push_back(message.short_id);
    return verdict.candidates.empty() ? cleared(false) : verdict;
}

Verdict verdictOnNumber(Call const&, Reply const& reply) {
    if (!isSuccess(reply))
        return cleared(reply.status == 0 || reply.status / 100 == 5);
    if (numberExists(parsed(reply.body)).value_or(true))
        return cleared(false);
    return {Verdict::Kind::refused, "Nomor ini tidak terdaftar di WhatsApp", {}, false};
}

}  // namespace antrean::whatsapp
