#include "server/RequestParser.hpp"

#include <boost/beast/core/string.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/field.hpp>
#include <boost/beast/http/verb.hpp>

#include <algorithm>
#include <optional>

namespace antrean::server {
namespace {

namespace beast = boost::beast;
using beast::http::error;
using Field = beast::http::field;
using Text = beast::string_view;
using Verb = beast::http::verb;
using boost::system::error_code;

constexpr std::size_t kChunkedEndBytes = 5;

http::Method methodOf(Verb verb) {
    switch (verb) {
        case Verb::get:
            return http::Method::get;
        case Verb::head:
            return http::Method::head;
        case Verb::post:
            return http::Method::post;
        case Verb::put:
            return http::Method::put;
        case Verb::patch:
            return http::Method::patch;
        case Verb::delete_:
            return http::Method::del;
        case Verb::options:
            return http::Method::options;
        default:
            return http::Method::other;
    }
}

// Receives the elements that Beast's parser finds. Each message needs a new one: Beast's parser
// cannot be reused.
class BeastParser final : public beast::http::basic_parser<true> {
public:
    BeastParser(http::Incoming& incoming, MessageLimits const& limits)
        : incoming_(incoming), limits_(limits) {
        eager(true);
        header_limit(static_cast<std::uint32_t>(limits.header_bytes_max));
        body_limit(limits.upload_bytes_max);
    }

    bool isHttp10() const { return version_ == 10; }
    bool expectsContinue() const { return expects_continue_ && version_ > 10; }

private:
    void on_request_impl(Verb verb, Text, Text target, int version, error_code&) override {
        incoming_.method = methodOf(verb);
        incoming_.target.assign(target.data(), target.size());
        version_ = version;
    }

    void on_response_impl(int, Text, int, error_code&) override {}

    void on_field_impl(Field field, Text name, Text value, error_code& failure) override {
        // Trailers are ignored: a header that comes after the body must not change its meaning.
        if (in_body_)
            return;
        if (incoming_.headers.size() >= limits_.header_count_max)
            failure = error::header_limit;
        else if (isFolded(name, value))
            failure = error::bad_value;
        else if (field == Field::content_length)
            failure = checkLength(value);
        else if (field == Field::transfer_encoding)
            failure = checkEncoding(value);
        else if (field == Field::host)
            failure = has_host_ ? error::bad_field : error_code();
        else if (field == Field::content_type)
            is_upload_ = is_upload_ || beast::iequals(value.substr(0, 10), "multipart/");
        else if (field == Field::expect)
            expects_continue_ = beast::iequals(value, "100-continue");
        has_host_ = has_host_ || field == Field::host;
        if (!failure)
            incoming_.headers.push_back(
                {std::string(name.data(), name.size()), std::string(value.data(), value.size())}
            );
    }

    // Whether the value has several lines (RFC 9112, 5.2), which a proxy may read as several
    // headers. Beast joins them in a buffer of its own, or skips the first ones if they are blank:
    // then no value follows its name on the same line.
    bool isFolded(Text name, Text value) const {
        auto const* const colon = name.data() + name.size();
        auto const distance = reinterpret_cast<std::uintptr_t>(value.data()) -
                              reinterpret_cast<std::uintptr_t>(colon);
        return distance > limits_.header_bytes_max ||
               Text(colon, distance).find('\n') != Text::npos;
    }

    // Beast reads "5, 5" and repeated fields as 5; a proxy in front of this server may not.
    error_code checkLength(Text value) {
        bool const is_number = !value.empty() && std::ranges::all_of(value, [](char letter) {
            return letter >= '0' && letter <= '9';
        });
        if (!is_number || has_length_)
            return error::bad_content_length;
        has_length_ = true;
        return {};
    }

    // With an unknown coding, Beast would read no body at all.
    error_code checkEncoding(Text value) const {
        if (version_ < 11 || !beast::iequals(value, "chunked"))
            return error::bad_transfer_encoding;
        return {};
    }

    void on_header_impl(error_code& failure) override {
        in_body_ = true;
        if (version_ >= 11 && !has_host_)
            failure = error::bad_field;  // RFC 9112, 3.2
        if (is_upload_ || failure)
            return;
        body_limit(limits_.body_bytes_max);
        if (content_length().value_or(0) > limits_.body_bytes_max)
            failure = error::body_limit;
    }

    void on_body_init_impl(boost::optional<std::uint64_t> const&, error_code&) override {}

    std::size_t on_body_impl(Text body, error_code&) override {
        incoming_.body.append(body.data(), body.size());
        return body.size();
    }

    void on_chunk_header_impl(std::uint64_t, Text, error_code&) override {}

    std::size_t on_chunk_body_impl(std::uint64_t, Text body, error_code&) override {
        incoming_.body.append(body.data(), body.size());
        return body.size();
    }

    void on_finish_impl(error_code&) override {}

    http::Incoming& incoming_;
    MessageLimits const& limits_;
    int version_ = 11;
    bool in_body_ = false;
    bool is_upload_ = false;
    bool expects_continue_ = false;
    bool has_length_ = false;
    bool has_host_ = false;
};

}  // namespace

class RequestParser::Message {
public:
    // The limits apply to each message, also when several arrive together.
    std::size_t sliceMax(MessageLimits const& limits) const {
        if (!parser->is_header_done())
            return limits.header_bytes_max - head_bytes;
        return parser->chunked() ? limits.header_bytes_max : std::string_view::npos;
    }

    std::optional<BeastParser> parser;
    std::size_t head_bytes = 0;  // of this message, consumed by the parser
};

RequestParser::RequestParser(MessageLimits const& limits)
    : limits_(limits), message_(std::make_unique<Message>()) {}

RequestParser::~RequestParser() = default;

void RequestParser::begin(http::Incoming& incoming) {
    message_->parser.emplace(incoming, limits_);
    message_->head_bytes = 0;
}

ParseState RequestParser::parse(std::string_view bytes, std::size_t& consumed) {
    auto& parser = *message_->parser;
    error_code failure;
    consumed = 0;
    if (!parser.got_some()) {
        // RFC 9112, 2.2: an empty line before a request is ignored.
        while (bytes.substr(consumed).starts_with("\r\n"))
            consumed += 2;
        auto const rest = bytes.substr(consumed);
        if (rest.empty() || rest == "\r")
            return ParseState::head;
    }
    for (;;) {
        auto const slice = bytes.substr(consumed, message_->sliceMax(limits_));
        bool const in_head = !parser.is_header_done();
        // A chunked body ends with at least five bytes ("0\r\n\r\n"), and an assertion of Beast
        // 1.81 fails when it continues with fewer. The tests that send single bytes cover this.
        if (slice.empty() || (!in_head && parser.chunked() && slice.size() < kChunkedEndBytes))
            return in_head ? ParseState::head : ParseState::body;
        auto const used = parser.put({slice.data(), slice.size()}, failure);
        consumed += used;
        if (failure == error::header_limit)
            return ParseState::header_too_large;
        if (failure == error::body_limit)
            return ParseState::body_too_large;
        if (failure && failure != error::need_more)
            return ParseState::broken;
        if (parser.is_done())
            return ParseState::complete;
        message_->head_bytes += in_head ? used : 0;
        auto const left = slice.size() - used;
        if (!parser.is_header_done())
            return message_->head_bytes + left >= limits_.header_bytes_max
                       ? ParseState::header_too_large
                       : ParseState::head;
        // The rest is the line of a chunk's size, or trailers. Neither needs to be long.
        if (!in_head && used == 0)
            return left >= limits_.header_bytes_max ? ParseState::broken : ParseState::body;
    }
}

bool RequestParser::keepsAlive() const {
    return message_->parser->keep_alive();
}

bool RequestParser::isHttp10() const {
    return message_->parser->isHttp10();
}

bool RequestParser::expectsContinue() const {
    return message_->parser->expectsContinue();
}

std::uint64_t RequestParser::contentLength() const {
    return message_->parser->content_length().value_or(0);
}

}  // namespace antrean::server
