#include "whatsapp/TestRoutes.hpp"

#include "auth/Permissions.hpp"
#include "db/Database.hpp"
#include "http/Answer.hpp"
#include "http/InputOf.hpp"
#include "whatsapp/Message.hpp"
#include "whatsapp/Sender.hpp"
#include "whatsapp/WahaClient.hpp"

#include <boost/describe.hpp>
#include <boost/json/object.hpp>

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

constexpr Endpoint kTest{
    .work = Work::remote,
    .permission = auth::permission("settings.write"),
    .input = kInput,
    .summary = "Test a WhatsApp config: show its session, and send a message to `to`",
    .outcome = gives::one(kFinding).refusing(kUnknownConfig),
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
    return findOut(services, *sender, chat_id, request.moment.instant);
}

constexpr http::RouteOf<TestServices> kRoutes[] = {
    {http::Method::post, "/api/whatsapp-configs/{id}/test", kTest, run<test, show>},
};

}  // namespace

http::RouteTable<TestServices> testRoutes() {
    return kRoutes;
}

}  // namespace antrean::whatsapp
