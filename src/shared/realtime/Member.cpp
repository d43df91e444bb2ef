#include "realtime/Member.hpp"

#include "base/Text.hpp"

#include <boost/json.hpp>
#include <fmt/core.h>

#include <utility>

namespace antrean::realtime {
namespace {

namespace json = boost::json;

constexpr std::size_t kIdLettersMax = 128;
constexpr std::size_t kUserInfoBytesMax = 2 * 1024;

}  // namespace

std::string idOf(json::value const& user_id) {
    if (user_id.is_string())
        return std::string(user_id.get_string());
    if (user_id.is_double())
        return fmt::format("{}", user_id.get_double());  // "1.5", as clients write it
    return user_id.is_number() ? json::serialize(user_id) : std::string();
}

std::optional<Member> readMember(std::string_view channel_data) {
    boost::system::error_code failure;
    auto const value = json::parse(channel_data, failure);
    auto const* object = failure ? nullptr : value.if_object();
    auto const* user_id = object == nullptr ? nullptr : object->if_contains("user_id");
    if (user_id == nullptr)
        return std::nullopt;
    auto const* user_info = object->if_contains("user_info");
    Member member{
        idOf(*user_id),
        *user_id,
        user_info == nullptr ? json::value() : *user_info,
        std::string(channel_data),
    };
    bool const is_fine = !member.id.empty() && member.id.find('\0') == std::string::npos &&
                         text::codePoints(member.id) <= kIdLettersMax &&
                         json::serialize(member.user_info).size() <= kUserInfoBytesMax;
    return is_fine ? std::optional(std::move(member)) : std::nullopt;
}

}  // namespace antrean::realtime
