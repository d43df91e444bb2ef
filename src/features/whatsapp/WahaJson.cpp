#include "whatsapp/WahaJson.hpp"

#include "base/Text.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <fmt/core.h>

#include <algorithm>
#include <initializer_list>

namespace antrean::whatsapp {
namespace {

using boost::json::value;

constexpr std::size_t kReasonBytesMax = 200;

value const* at(value const& whole, std::initializer_list<std::string_view> path) {
    auto const* here = &whole;
    for (auto const key : path) {
        auto const* object = here->if_object();
        here = object == nullptr ? nullptr : object->if_contains(key);
        if (here == nullptr)
            return nullptr;
    }
    return here;
}

std::optional<std::string> textAt(
    value const& whole, std::initializer_list<std::string_view> path
) {
    auto const* found = at(whole, path);
    auto const* text = found == nullptr ? nullptr : found->if_string();
    if (text == nullptr || text->empty())
        return std::nullopt;
    return std::string(*text);
}

// `message` is a text, or an array of texts if several rules are broken.
std::optional<std::string> messageOf(value const& answer) {
    if (auto text = textAt(answer, {"message"}))
        return text;
    auto const* list = at(answer, {"message"});
    auto const* texts = list == nullptr ? nullptr : list->if_array();
    if (texts != nullptr && !texts->empty() && texts->front().is_string())
        return std::string(texts->front().get_string());
    if (auto text = textAt(answer, {"exception", "message"}))
        return text;
    return textAt(answer, {"error"});
}

std::string oneLine(std::string text) {
    for (auto& letter : text)
        if (static_cast<unsigned char>(letter) < ' ')
            letter = ' ';
    if (text.size() > kReasonBytesMax)
        text.resize(kReasonBytesMax);
    return text::toUtf8(text);
}

}  // namespace

value parsed(std::string_view text) {
    boost::system::error_code error;
    auto result = boost::json::parse(text, error);
    return error ? value(nullptr) : result;
}

std::optional<std::string> messageIdOf(value const& answer) {
    for (auto const& path : {
             std::initializer_list<std::string_view>{"id"},
             std::initializer_list<std::string_view>{"id", "_serialized"},
             std::initializer_list<std::string_view>{"key", "id"},
             std::initializer_list<std::string_view>{"_data", "id", "_serialized"},
         })
        if (auto id = textAt(answer, path))
            return id;
    return std::nullopt;
}

std::string shortIdOf(std::string_view message_id) {
    if (!message_id.starts_with("true_") && !message_id.starts_with("false_"))
        return std::string(message_id);
    auto const chat = message_id.find('_') + 1;
    auto const end_of_chat = message_id.find('_', chat);
    if (end_of_chat == std::string_view::npos)
        return std::string(message_id);
    auto const rest = message_id.substr(end_of_chat + 1);
    return std::string(rest.substr(0, rest.find('_')));
}

std::optional<std::vector<ListedMessage>> messagesOf(value const& answer) {
    auto const* list = answer.if_array();
    if (list == nullptr)
        return std::nullopt;
    std::vector<ListedMessage> messages;
    for (auto const& each : *list) {
        auto const id = messageIdOf(each).value_or("");
        auto const* is_from_us = at(each, {"fromMe"});
        auto const* sent_at = at(each, {"timestamp"});
        messages.push_back(
            {shortIdOf(id),
             textAt(each, {"body"}).value_or(""),
             sent_at != nullptr && sent_at->is_number() ? sent_at->to_number<std::int64_t>() : 0,
             id.starts_with("true_") || (is_from_us != nullptr && *is_from_us == value(true))}
        );
    }
    return messages;
}

std::optional<bool> numberExists(value const& answer) {
    auto const* exists = at(answer, {"numberExists"});
    return exists != nullptr && exists->is_bool() ? std::optional(exists->get_bool())
                                                  : std::nullopt;
}

std::optional<std::string> sessionStatusOf(value const& answer) {
    return textAt(answer, {"status"});
}

std::optional<std::string> pairingCodeOf(value const& answer) {
    return textAt(answer, {"value"});
}

std::string reasonOf(std::int64_t http_status, value const& answer) {
    auto const message = messageOf(answer);
    return message ? oneLine(fmt::format("HTTP {}: {}", http_status, *message))
                   : fmt::format("HTTP {}", http_status);
}

}  // namespace antrean::whatsapp
