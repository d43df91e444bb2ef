// A request as handlers see it, and their answer. Plain structs: no socket, no Beast.
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

class Conversation;
class PushSocket;

// Who is calling, as the bearer token said. Shared by all requests of that token.
struct Caller {
    std::int64_t token_id = 0;
    std::int64_t user_id = 0;
    std::string user_name;
    bool is_superadmin = false;
    std::bitset<32> permissions;  // by Permission

    bool may(Permission permission) const {
        return is_superadmin || permission == Permission::anyone ||
               permission == Permission::signed_in ||
               permissions.test(static_cast<std::size_t>(permission));
    }
};

// A file of a multipart body.
struct Upload {
    std::string field;
    std::string file_name;     // as the client sent it: never trusted, never a path
    std::string content_type;  // as the client sent it: never believed
    std::string content;
    bool is_whole = true;  // false: the body ended before the file did
};

struct Header {
    std::string name;
    std::string value;
};

struct Request {
    Method method = Method::get;  // after method override; HEAD is kept
    std::string path;             // decoded, one leading slash, no trailing one
    // Body and query merged (the body wins), trimmed, empty strings as null: contract 1.7. An
    // upload is kUploaded here (server/FormFields.hpp).
    boost::json::object input;
    std::vector<Upload> uploads;
    std::vector<Header> headers;
    std::int64_t id = 0;           // {id} of the path; 0 when it is no positive 64-bit number
    std::string parameter;         // {name} of the path: the same segment, undecided
    std::string owner;             // of a path with two parameters, the first
    bool has_broken_body = false;  // it says JSON and is none; `input` is as if it were empty
    // The spec whose rules `input` is known to keep, but for those that ask for rows.
    validation::Field const* kept_rules = nullptr;
    // As they arrived, not interpreted; owned by whoever owns the request.
    std::string_view raw_path;
    std::string_view raw_query;
    std::string_view raw_body;
    std::string base_url;  // "http://127.0.0.1:8000": scheme and host that the client used
    std::string client_address;
    std::string request_id;
    std::string bearer;  // token of the Authorization header, or empty
    Caller caller;
    Moment moment;  // the request's one reading of the clock
    // Work::bulk only: the client closed its connection, so that nobody waits for the answer.
    std::stop_token client_gone;

    // Empty when absent. Names compare without case.
    std::string_view header(std::string_view name) const;
    std::string url() const { return base_url + path; }
};

// Bytes [begin, end) of a file as the body of an answer. They are read piece by piece while they
// are sent, so that a large file needs no more memory than a small one.
struct FileBody {
    std::shared_ptr<OpenFile const> file;
    std::int64_t begin = 0;
    std::int64_t end = 0;

    std::int64_t size_bytes() const { return end - begin; }
};

struct Response;
using Complete = std::function<void(Response)>;

struct Response {
    int status = 200;
    // What figures and the log count it as, where the client is told 200 whatever happened
    // (http/Dialect.hpp). 0: as `status`.
    int counted_status = 0;
    boost::json::value body;  // written as JSON when there is neither `text` nor `file`
    std::vector<Header> headers;
    std::string text;              // a ready body
    std::string content_type;      // of `text`, `file` or `stream`
    std::optional<FileBody> file;  // wins over `text`
    // What is still to be learned when all else is done and committed. Called once on the I/O
    // thread with this response; the client is answered when somebody calls Complete, once, from
    // any thread. No thread waits meanwhile, and nothing else limits how long it takes. Must not
    // throw.
    std::function<void(Response response, Complete const& complete)> later;
    // What speaks after the head, in an answer without an end (http/PushSocket.hpp); `thread` is
    // the I/O thread's place among those of the server.
    std::function<std::unique_ptr<Conversation>(PushSocket& socket, std::size_t thread)> stream;
};

}  // namespace antrean::http
