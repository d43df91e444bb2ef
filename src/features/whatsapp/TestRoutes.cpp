#include "whatsapp/TestRoutes.hpp"

#include "audit/Entry.hpp"
#include "auth/Permissions.hpp"
#include "db/Database.hpp"
#include "delivery/Masked.hpp"
#include "http/Answer.hpp"
#include "http/InputOf.hpp"
#include "whatsapp/Message.hpp"
#include "whatsapp/Sender.hpp"
#include "whatsapp/WahaClient.hpp"

#include <boost/describe.hpp>
#include <boost/json/object.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace antrean::whatsapp {
namespace {

namespace gives = http::gives;
namespace is = validation;
namespace shape = http::shape;
using http::Endpoint;
using http::Permission;
using http::Request;
using http::Response;
using http::run;
using http::Work;

constexpr std::string_view kText =
    "Pesan percobaan dari antrean klinik. WhatsApp klinik sudah tersambung.";

struct TestInput {
    std::optional<std::string> to;
};
BOOST_DESCRIBE_STRUCT(TestInput, (), (to))
constexpr is::Field kInput[] = {is::field("to", is::nullable, is::text, is::max(30))};
static_assert(is::describes<TestInput>(kInput));

// The result of testing a WhatsApp config.
struct Finding {
    std::string session;
    std::optional<std::string> state;       // state of the session
    std::optional<std::string> message_id;  // id of the sent message, if WAHA returned one
    bool is_sent = false;
    std::string problem;  // for staff; empty: it works
};
constexpr http::Key kFindingKeys[] = {
    {"is_working", shape::boolean},
    {"session", shape::like("default")},
    {"state", shape::orNull(shape::like("WORKING"))},
    {"is_sent", shape::boolean},
    {"message_id", shape::orNull(shape::text)},
    {"problem", shape::orNull(shape::text)},
};
constexpr http::Shape kFinding = shape::object(kFindingKeys, "WhatsAppTest");

constexpr http::Refusal kTooManyMessages{
    ErrorKind::throttled, "Too many test messages. Please try again later."};

constexpr Endpoint kTest{
    .work = Work::remote,
    .permission = auth::permission("settings.write"),
    .input = kInput,
    .summary = "Test a WhatsApp config: show its session, and send a message to `to`",
    .outcome =
        gives::one(kFinding)
            .refusing(kUnknownConfig, kTooManyMessages)
            .noting("At most 10 messages a minute. A message is in the audit, and never repeated."),
};

Result<Sender> storedSender(TestServices const& services, std::int64_t id, db::Database& database) {
    return database.read<Sender>([&services, id](db::Transaction& transaction) {
        return findSender(transaction, services.seal, id);
    });
}

Finding findOut(
    TestServices const& services,
    Sender const& sender,
    std::optional<std::string> const& chat_id,
    Instant now
) {
    WahaClient client(sender, services.makeCalls());
    Finding finding;
    finding.session = sender.session;
    auto const state = client.sessionState();
    if (!state) {
        finding.problem = state.error().message;
        return finding;
    }
    finding.state = *state;
    services.sessions.record(sender.session, *state, now);
    finding.problem = problemOf(*state);
    if (!chat_id || !finding.problem.empty())
        return finding;
    auto const sent = client.sendText(*chat_id, kText);
    if (!sent) {
        finding.problem = sent.error().message;
        return finding;
    }
    finding.is_sent = true;
    finding.message_id = *sent;
    return finding;
}

Response show(TestServices const&, Request const&, Finding const& finding) {
    bool const is_working = finding.problem.empty();
    return http::answer(
        is_working ? "WhatsApp config works" : "WhatsApp config does not work",
        boost::json::object{
            {"is_working", is_working},
            {"session", finding.session},
            {"state", http::orNull(finding.state)},
            {"is_sent", finding.is_sent},
            {"message_id", http::orNull(finding.message_id)},
            {"problem", is_working ? nullptr : boost::json::value(finding.problem)},
        }
    );
}

// Before the message is sent, so that none is sent that the audit does not have.
Result<void> writeDown(
    TestServices const& services,
    Request const& request,
    std::string const& chat_id,
    db::Database& database
) {
    auto const now = std::chrono::steady_clock::now();
    if (auto const wait_s = services.messages.count(std::to_string(request.id), now)) {
        auto error = kTooManyMessages.error();
        error.retry_after_s = *wait_s;
        return error;
    }
    return database.write<void>([&](db::Transaction& transaction) -> Result<void> {
        audit::record(
            transaction,
            request,
            {.kind = "whatsapp_test",
             .action = "sent",
             .object_id = request.id,
             .object_name = delivery::masked(chat_id)}
        );
        return {};
    });
}

Result<Finding> test(TestServices const& services, Request const& request, db::Database& database) {
    auto const input = http::inputOf<TestInput>(request, kTest);
    if (!input)
        return input.error();
    std::optional<std::string> chat_id;
    if (input->to) {
        chat_id = chatIdOf(*input->to);
        if (!chat_id)
            return Error::invalid({{"to", {"The to field format is invalid."}}});
    }
    auto const sender = storedSender(services, request.id, database);
    if (!sender && sender.error().kind != ErrorKind::refused)
        return sender.error();
    if (!sender) {
        Finding unusable;
        unusable.problem = sender.error().message;
        return unusable;
    }
    if (chat_id)
        if (auto const allowed = writeDown(services, request, *chat_id, database); !allowed)
            return allowed.error();
    return findOut(services, *sender, chat_id, request.moment.instant);
}

constexpr http::Key kPairingKeys[] = {
    {"session", shape::like("default")},
    {"state", shape::orNull(shape::like("SCAN_QR_CODE"))},
    {"code", shape::orNull(shape::text)},
    {"problem", shape::orNull(shape::text)},
};
constexpr http::Shape kPairing = shape::object(kPairingKeys, "WhatsAppPairing");

constexpr Endpoint kPair{
    .work = Work::remote,
    .permission = auth::permission("settings.write"),
    .summary = "Show the session of a WhatsApp config, and the QR code that it waits for",
    .outcome = gives::one(kPairing)
                   .refusing(kUnknownConfig)
                   .noting("`code` is the text of the QR code, while the session waits for a phone "
                           "to scan it. WAHA changes it every few seconds."),
};

// What a session needs to work.
struct Pairing {
    std::string session;
    std::optional<std::string> state;
    std::optional<std::string> code;
    std::string problem;  // for staff; empty: it works
};

Result<Pairing> pair(TestServices const& services, Request const& request, db::Database& database) {
    auto const sender = storedSender(services, request.id, database);
    if (!sender && sender.error().kind != ErrorKind::refused)
        return sender.error();
    Pairing pairing;
    if (!sender) {
        pairing.problem = sender.error().message;
        return pairing;
    }
    WahaClient client(*sender, services.makeCalls());
    pairing.session = sender->session;
    auto const state = client.sessionState();
    if (!state) {
        pairing.problem = state.error().message;
        return pairing;
    }
    pairing.state = *state;
    services.sessions.record(sender->session, *state, request.moment.instant);
    pairing.problem = problemOf(*state);
    if (*state != SessionStates::kWaitsForPhone)
        return pairing;
    if (auto code = client.pairingCode())
        pairing.code = *std::move(code);
    else
        pairing.problem = code.error().message;
    return pairing;
}

Response showPairing(TestServices const&, Request const&, Pairing const& pairing) {
    auto response = http::answer(
        "WhatsApp session retrieved successfully",
        boost::json::object{
            {"session", pairing.session},
            {"state", http::orNull(pairing.state)},
            {"code", http::orNull(pairing.code)},
            {"problem", pairing.problem.empty() ? nullptr : boost::json::value(pairing.problem)},
        }
    );
    // With the code, anybody's phone would become the clinic's.
    response.headers.push_back({"Cache-Control", "no-store"});
    return response;
}

constexpr http::RouteOf<TestServices> kRoutes[] = {
    {http::Method::get, "/api/whatsapp-configs/{id}/pairing", kPair, run<pair, showPairing>},
    {http::Method::post, "/api/whatsapp-configs/{id}/test", kTest, run<test, show>},
};

}  // namespace

http::RouteTable<TestServices> testRoutes() {
    return kRoutes;
}

}  // namespace antrean::whatsapp
