// A request as handlers get it, and their answer. Plain structs: no socket, no Beast.
#pragma once

#include "base/Clock.hpp"
#include "base/OpenFile.hpp"
#include "http/Permission.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace antrean::validation {
struct Field;
}

namespace antrean::http {

enum class Method : std::uint8_t { get, head, post, put, patch, del, options, other };
std::string_view name(Method method);

class AnswerKeeper;
class Conversation;
class LiveSocket;

// The user or the kiosk of the bearer token. All requests with that token share it.
struct Caller {
    std::int64_t token_id = 0;
    std::int64_t user_id = 0;
    std::string user_name;
    bool is_superadmin = false;
    std::bitset<32> permissions;  // by Permission
    // Of a device in the waiting room; 0: a user. A kiosk has no user_id.
    std::int64_t kiosk_id = 0;

    bool may(Permission permission) const {
        if (kiosk_id != 0 || permission == Permission::kiosk)
            return kiosk_id != 0 &&
                   (permission == Permission::kiosk || permission == Permission::anyone);
        return is_superadmin || permission == Permission::anyone ||
               permission == Permission::signed_in ||
               permissions.test(static_cast<std::size_t>(permission));
    }
};

// A file of a multipart body.
struct Upload {
    std::string field;
    std::string file_name;     // as the client sent it: not trusted, never used as a path
    std::string content_type;  // as the client sent it: not trusted
    std::string content;
    bool is_whole = true;  // false: the body ended within the file
};

struct Header {
    std::string name;
    std::string value;
};

inline constexpr std::string_view kUnknownClient = "unknown";

struct Request {
    Method method = Method::get;  // after method override; HEAD is kept
    // Decoded, one leading slash, no trailing one, without the base path.
    std::string path;
    // Body and query merged (the body wins), trimmed, empty strings as null: contract 1.7. An
    // upload is kUploaded here (server/FormFields.hpp).
    boost::json::object input;
    std::vector<Upload> uploads;
    std::vector<Header> headers;
    std::int64_t id = 0;           // {id} of the path; 0 unless a positive 64-bit number
    std::string parameter;         // {name} of the path: the same segment as text
    std::string owner;             // the first of two parameters of a path
    bool has_broken_body = false;  // malformed JSON: `input` is as for an empty body
    // The spec whose rules `input` keeps, except for rules that need rows, which are not checked
    // yet.
    validation::Field const* kept_rules = nullptr;
    // As they arrived, not interpreted. Owned by the owner of the request.
    std::string_view raw_path;
    std::string_view raw_query;
    std::string_view raw_body;
    // "http://127.0.0.1:8000": scheme and host that the client used, and the base path.
    std::string base_url;
    // "/antrean", where the program is served below a path; else empty. It belongs in front of each
    // path in an answer that has no host, and of the path of a cookie.
    std::string_view base_path;
    // "1.2.3.4"; kUnknownClient if a trusted proxy does not name it.
    std::string client_address;
    // A peer that is not a trusted proxy sent headers of proxies, so it may be a proxy: what its
    // address says about the client is not certain.
    bool is_client_doubtful = false;
    std::string request_id;
    // Token of the Authorization header or of the session cookie, or empty.
    std::string bearer;
    bool is_secure = false;  // over TLS, as far as the server, its proxies or its public URL know
    Caller caller;
    Moment moment;  // the time of the request, read once
    // Of a request with an Idempotency-Key whose handler opens transactions itself; else null
    // (http/AnswerKeeper.hpp).
    AnswerKeeper* answer_keeper = nullptr;
    // Work::bulk and Work::login: the client has closed its connection, so the answer is no longer
    // needed.
    std::stop_token client_gone;

    // Empty when absent. The case of names is ignored.
    std::string_view header(std::string_view name) const;
    std::string url() const { return base_url + path; }
};

// Bytes [begin, end) of a file as the body of an answer. They are read in pieces while they are
// sent, so that a large file needs no more memory than a small one.
struct FileBody {
    std::shared_ptr<OpenFile const> file;
    std::int64_t begin = 0;
    std::int64_t end = 0;

    std::int64_t size_bytes() const { return end - begin; }
};

// A ready body that the answers to many requests share without copying it.
struct SharedText {
    SharedText() = default;  // none
    SharedText(std::shared_ptr<std::string const> shared)
        : text(*shared), owner(std::move(shared)) {}
    // `lasting` lives as long as the program.
    explicit SharedText(std::string_view lasting) : text(lasting) {}

    explicit operator bool() const { return text.data() != nullptr; }

    std::string_view text;
    std::shared_ptr<void const> owner;
};

struct Response;
using Complete = std::function<void(Response)>;

struct Response {
    int status = 200;
    // The status for metrics and the access log, where the client always gets 200
    // (http/Dialect.hpp). 0: the same as `status`.
    int counted_status = 0;
    boost::json::value body;  // sent as JSON if there is neither `text` nor `file`
    std::vector<Header> headers;
    std::string text;              // a ready body
    SharedText shared_text;        // wins over `text`
    std::string content_type;      // of `text`, `shared_text`, `file` or `stream`
    std::optional<FileBody> file;  // wins over `text`
    // Completes the response after the commit, for a part that must be waited for. Called once, on
    // the I/O thread, with this response. The client is answered when Complete is called, which
    // must happen exactly once, on any thread. No thread is blocked meanwhile. No timeout applies,
    // so the function needs its own. Must not throw.
    std::function<void(Response response, Complete const& complete)> later;
    // Creates the conversation that sends the body of an answer without an end
    // (http/LiveSocket.hpp). `thread` is the index of the I/O thread.
    std::function<std::unique_ptr<Conversation>(LiveSocket& socket, std::size_t thread)> stream;
};

}  // namespace antrean::http
