#include "base/Text.hpp"
#include "lab/Access.hpp"
#include "lab/Envelope.hpp"
#include "lab/LabRoutes.hpp"
#include "lab/LocalTime.hpp"
#include "lab/Order.hpp"
#include "lab/Places.hpp"
#include "lab/Tokens.hpp"
#include "validation/Bind.hpp"

#include <boost/json/array.hpp>
#include <boost/mp11.hpp>
#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace antrean::lab {
namespace {

namespace is = validation;
using db::Statements;
using http::Endpoint;
using http::Request;
using http::Response;
using http::run;
using http::Work;

constexpr std::int64_t kSecondsPerDay = 86'400;

struct SaveSetting {
    std::int64_t token_expired_days;
};
BOOST_DESCRIBE_STRUCT(SaveSetting, (), (token_expired_days))

constexpr is::Field kSaveSetting[] = {
    is::field(
        "token_expired_days",
        is::required,
        is::integer,
        is::between(kExpiredDaysMin, kExpiredDaysMax)
    ),
};
static_assert(is::describes<SaveSetting>(kSaveSetting));

// For the API document; read by orderNumber().
constexpr is::Field kOrder[] = {
    is::field("T_OrderHeaderLabNumber", is::required, is::text, is::max(255)),
};

namespace gives = http::gives;
namespace shape = http::shape;

constexpr http::Key kExpiredAt{"expired_at", shape::like("2026-01-13 12:07:34")};
constexpr http::Key kGeneratedKeys[] = {
    {"access_token", shape::text},
    {"token_type", shape::oneOf("Bearer")},
    kExpiredAt,
    {"expired_days", shape::integer},
    {"expires_in", shape::integer},
};
constexpr http::Shape kGenerated = shape::object(kGeneratedKeys, "LabToken");
constexpr http::Key kCheckedKeys[] = {
    {"valid", shape::boolean},
    {"token_id", shape::integer},
    kExpiredAt,
};
constexpr http::Shape kChecked = shape::object(kCheckedKeys, "CheckedLabToken");
constexpr http::Key kSettingKeys[] = {
    {"token_expired_days", shape::integer},
    {"expires_in", shape::integer},
};
constexpr http::Shape kSetting = shape::object(kSettingKeys, "LabTokenSetting");
constexpr auto kSamplingKeys = shape::keysOf<Sampling>();
constexpr http::Shape kSampling = shape::object(kSamplingKeys, "LabSampling");
constexpr http::Shape kSamplings = shape::listOf(kSampling);
constexpr auto kGlucoseKeys = shape::keysOf<Glucose>();
constexpr http::Shape kGlucose = shape::object(kGlucoseKeys, "LabGlucose");
constexpr http::Shape kGlucoses = shape::listOf(kGlucose);

constexpr std::string_view kByNetwork =
    "Open to the networks of `--lab-networks`, with `X-Client-Key` where a key is set.";
constexpr std::string_view kByToken = "The token is that of `generate_token`.";
constexpr std::string_view kOfOrder =
    "The token is that of `generate_token`. `orderNumber` and `nolab` are other names of "
    "`T_OrderHeaderLabNumber`.";

template <http::Shape const& data>
constexpr http::Outcome saying(std::string_view note) {
    return gives::body(kBody<data>).refusingInBody().noting(note);
}

template <http::Shape const& data>
constexpr http::Outcome sayingToToken(std::string_view note) {
    return saying<data>(note).askingFor("labToken");
}

// Clients of the original may send a long list of numbers without any token of ours.
constexpr std::size_t kCallBytesMax = std::size_t{1} * 1024 * 1024;

// No bearer token of ours is asked for. The steps check the input themselves, because the document
// has texts of its own for what is wrong.
constexpr Endpoint callOf(
    Work work, is::Spec input, std::string_view summary, http::Outcome const& outcome
) {
    return {
        .work = work,
        .permission = http::Permission::anyone,
        .input = input,
        .summary = summary,
        .outcome = outcome,
        .has_own_check = true,
        .body_bytes_max = kCallBytesMax,
        .has_no_rate_limit = true,
    };
}

// Each member as a string or null, as the original's database driver returns them.
template <class Row>
boost::json::object shown(Row const& row) {
    boost::json::object object;
    boost::mp11::mp_for_each<boost::describe::describe_members<Row, boost::describe::mod_public>>(
        [&](auto member) {
            auto const& value = row.*member.pointer;
            // An SQLite file may contain invalid UTF-8.
            object[member.name] =
                value ? boost::json::value(text::toUtf8(*value)) : boost::json::value(nullptr);
        }
    );
    return object;
}

template <class Row>
boost::json::array shown(std::vector<Row> const& rows) {
    boost::json::array list;
    for (auto const& row : rows)
        list.push_back(shown(row));
    return list;
}

struct Generated {
    ValidToken token;
    std::int64_t days = 0;  // for which a new token is valid
};

Result<Generated> generateToken(Services const&, Request const& request, Statements& statements) {
    auto const now = localTime(request.moment);
    auto const days = expiredDays(statements);
    auto token = currentToken(statements, now);
    if (!token)
        token = issueToken(statements, now, days);
    return Generated{*std::move(token), days};
}

Response showGenerated(Services const&, Request const& request, Generated const& generated) {
    auto const& [token, days] = generated;
    return ok({
        {"access_token", token.value},
        {"token_type", "Bearer"},
        {"expired_at", token.expired_at},
        {"expired_days", days},
        {"expires_in", secondsBetween(localTime(request.moment), token.expired_at)},
    });
}

Result<ValidToken> checkToken(Services const&, Request const& request, Statements& statements) {
    auto token = authenticate(request, statements);
    if (!token)
        return token.error();
    if (auto const readable = requireReadable(request); !readable)
        return readable.error();
    return token;
}

Response showChecked(Services const&, Request const&, ValidToken const& token) {
    return ok({{"valid", true}, {"token_id", token.id}, {"expired_at", token.expired_at}});
}

Result<std::int64_t> findSetting(Services const&, Request const&, Statements& statements) {
    return expiredDays(statements);
}

Result<std::int64_t> saveSetting(Services const&, Request const& request, Statements& statements) {
    auto const input = is::bind<SaveSetting>(request.input, kSaveSetting);
    if (!input)
        return Error::refused(fmt::format(
            "token_expired_days minimal {} dan maksimal {}", kExpiredDaysMin, kExpiredDaysMax
        ));
    saveExpiredDays(statements, input->token_expired_days);
    return input->token_expired_days;
}

Response showSetting(Services const&, Request const&, std::int64_t const& days) {
    return ok({{"token_expired_days", days}, {"expires_in", days * kSecondsPerDay}});
}

// The number under its documented name or one of its two aliases; the first one that is not blank.
std::string orderNumber(boost::json::object const& input) {
    for (std::string_view const name : {"T_OrderHeaderLabNumber", "orderNumber", "nolab"}) {
        auto const* value = input.if_contains(name);
        if (value != nullptr && value->is_string() && !value->get_string().empty())
            return std::string(value->get_string());
        if (value != nullptr && value->is_int64())
            return fmt::to_string(value->get_int64());
    }
    return {};
}

Result<std::int64_t> orderOf(Request const& request, Statements& statements) {
    if (auto const readable = requireReadable(request); !readable)
        return readable.error();
    auto const number = orderNumber(request.input);
    if (number.empty())
        return Error::refused("Parameter T_OrderHeaderLabNumber wajib diisi");
    auto const order_id = findOrder(statements, number);
    if (!order_id)
        return Error::notFound("Order tidak ditemukan: " + number);
    return *order_id;
}

Result<std::vector<Sampling>> samplingTimestamp(
    Services const&, Request const& request, Statements& statements
) {
    auto const order_id = orderOf(request, statements);
    if (!order_id)
        return order_id.error();
    return samplingsOf(listSamplings(statements, *order_id));
}

Result<std::vector<Glucose>> glucose(
    Services const&, Request const& request, Statements& statements
) {
    auto const order_id = orderOf(request, statements);
    if (!order_id)
        return order_id.error();
    return glucosesOf(listGlucoses(statements, *order_id));
}

template <class Row>
Response showRows(Services const&, Request const&, std::vector<Row> const& rows) {
    return ok(shown(rows));
}

constexpr auto kGenerate = callOf(
    Work::write, {}, "Lab: get the current token, or a new one", saying<kGenerated>(kByNetwork)
);
constexpr auto kCheck = callOf(
    Work::quick_read, {}, "Lab: check whether a token is valid", sayingToToken<kChecked>(kByToken)
);
constexpr auto kShow = callOf(
    Work::quick_read, {}, "Lab: show how long a new token is valid", saying<kSetting>(kByNetwork)
);
constexpr auto kSave = callOf(
    Work::write,
    kSaveSetting,
    "Lab: set how long a new token is valid",
    saying<kSetting>(kByNetwork)
);
constexpr auto kSamplingTimes = callOf(
    Work::quick_read,
    kOrder,
    "Lab: show when the samples of an order were taken and received",
    sayingToToken<kSamplings>(kOfOrder)
);
constexpr auto kGlucoseValues = callOf(
    Work::quick_read,
    kOrder,
    "Lab: list the glucose values of an order",
    sayingToToken<kGlucoses>(kOfOrder)
);

constexpr std::string_view kGeneratePath = "/one-api/tools/wynacom/generate_token";
constexpr std::string_view kCheckPath = "/one-api/tools/wynacom/check_token";
constexpr std::string_view kShowPath = "/one-api/tools/wynacom/token_setting";
constexpr std::string_view kSavePath = "/one-api/tools/wynacom/save_token_setting";
constexpr std::string_view kSamplingPath = "/one-api/tools/wynacom/sampling_timestamp";
constexpr std::string_view kGlucosePath = "/one-api/tools/wynacom/glucose";

using enum http::Method;
using Line = http::RouteOf<Services>;

constexpr Line kTokensHere[] = {
    {post, kGeneratePath, kGenerate, run<aloneHere<admitted<generateToken>>, showGenerated>},
    {post, kCheckPath, kCheck, run<here<checkToken>, showChecked>},
    {post, kShowPath, kShow, run<here<admitted<findSetting>>, showSetting>},
    {post, kSavePath, kSave, run<aloneHere<admitted<saveSetting>>, showSetting>},
};
constexpr Line kTokensThere[] = {
    {post, kGeneratePath, remote(kGenerate), run<there<admitted<generateToken>>, showGenerated>},
    {post, kCheckPath, remote(kCheck), run<there<checkToken>, showChecked>},
    {post, kShowPath, remote(kShow), run<there<admitted<findSetting>>, showSetting>},
    {post, kSavePath, remote(kSave), run<there<admitted<saveSetting>>, showSetting>},
};
constexpr Line kOrdersHere[] = {
    {post,
     kSamplingPath,
     kSamplingTimes,
     run<withTokenHere<samplingTimestamp>, showRows<Sampling>>},
    {post, kGlucosePath, kGlucoseValues, run<withTokenHere<glucose>, showRows<Glucose>>},
};
constexpr Line kOrdersThere[] = {
    {post,
     kSamplingPath,
     remote(kSamplingTimes),
     run<withTokenThere<samplingTimestamp>, showRows<Sampling>>},
    {post, kGlucosePath, remote(kGlucoseValues), run<withTokenThere<glucose>, showRows<Glucose>>},
};

}  // namespace

http::RouteTable<Services> tokenCallRoutes(Places places) {
    return places.has_tokens_there ? std::span<Line const>(kTokensThere) : kTokensHere;
}

http::RouteTable<Services> orderCallRoutes(Places places) {
    return places.has_orders_there ? std::span<Line const>(kOrdersThere) : kOrdersHere;
}

}  // namespace antrean::lab
