#include "delivery/CurlSender.hpp"

#include "base/Text.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <curl/curl.h>
#include <list>
#include <memory>
#include <netinet/in.h>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <sys/socket.h>
#include <utility>
#include <vector>

namespace antrean::delivery {
namespace {

constexpr char const* kUserAgent = "antrean/" ANTREAN_VERSION;
constexpr long kIdleConnectionsMax = 16;
constexpr std::size_t kPhraseBytesMax = 100;

// One call that has begun.
struct Transfer {
    explicit Transfer(Call to_make, Sender::Done when_done, AddressRule const& addresses)
        : call(std::move(to_make)), done(std::move(when_done)), rule(addresses) {}
    ~Transfer() {
        curl_slist_free_all(headers);
        curl_easy_cleanup(easy);
    }
    Transfer(Transfer const&) = delete;
    Transfer& operator=(Transfer const&) = delete;

    Call call;
    Sender::Done done;
    AddressRule const& rule;
    CURL* easy = curl_easy_init();
    curl_slist* headers = nullptr;
    std::array<char, CURL_ERROR_SIZE> problem{};
    Reply reply;
    std::string refused_address;
    bool is_cut = false;
    CURLcode setup = CURLE_OK;  // an error of the call itself, for example a URL of megabytes
};

template <class Value>
void set(Transfer& transfer, CURLoption option, Value value) {
    auto const code = curl_easy_setopt(transfer.easy, option, value);
    if (transfer.setup == CURLE_OK)
        transfer.setup = code;
}

bool isControl(char letter) {
    return static_cast<unsigned char>(letter) < 0x20 || letter == 0x7F;
}

std::string textOf(sockaddr const& address) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    void const* bytes = nullptr;
    if (address.sa_family == AF_INET)
        bytes = &reinterpret_cast<sockaddr_in const&>(address).sin_addr;
    else if (address.sa_family == AF_INET6)
        bytes = &reinterpret_cast<sockaddr_in6 const&>(address).sin6_addr;
    if (bytes == nullptr)
        return "unknown";
    inet_ntop(address.sa_family, bytes, text.data(), text.size());
    return text.data();
}

extern "C" curl_socket_t openSocket(void* client, curlsocktype, curl_sockaddr* address) {
    auto& transfer = *static_cast<Transfer*>(client);
    auto const text = textOf(address->addr);
    if (transfer.rule.allows(text))
        return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
    transfer.refused_address = text;
    return CURL_SOCKET_BAD;
}

extern "C" std::size_t takeBody(char* data, std::size_t, std::size_t size, void* client) {
    auto& transfer = *static_cast<Transfer*>(client);
    auto& body = transfer.reply.body;
    auto const taken = std::min(size, kReplyBytesMax - body.size());
    body.append(data, taken);
    transfer.is_cut = taken < size;
    return taken;  // less than offered: libcurl ends the transfer
}

// The status line's words: "HTTP/1.1 404 Not Found".
extern "C" std::size_t takeHeader(char* data, std::size_t, std::size_t size, void* client) {
    std::string_view const line(data, size);
    if (!line.starts_with("HTTP/"))
        return size;
    auto const code = line.find(' ');
    auto const phrase = code == std::string_view::npos ? code : line.find(' ', code + 1);
    auto const words =
        phrase == std::string_view::npos ? std::string_view() : line.substr(phrase + 1);
    auto text = text::toUtf8(words.substr(0, kPhraseBytesMax));
    std::erase_if(text, isControl);
    static_cast<Transfer*>(client)->reply.phrase = std::move(text);
    return size;
}

// Removes control characters, which would end the header and begin another.
void addHeader(Transfer& transfer, std::string line) {
    std::erase_if(line, isControl);
    auto* const longer = curl_slist_append(transfer.headers, line.c_str());
    if (longer == nullptr)
        throw std::bad_alloc();
    transfer.headers = longer;
}

void describeRequest(Transfer& transfer) {
    auto const& call = transfer.call;
    set(transfer, CURLOPT_URL, call.url.c_str());
    if (call.method == http::Method::post) {
        set(transfer, CURLOPT_POST, 1L);
        set(transfer, CURLOPT_POSTFIELDS, call.body.data());
        set(transfer, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(call.body.size()));
    }
    for (auto const& header : call.headers)
        addHeader(transfer, header.name + ": " + header.value);
    addHeader(transfer, "Expect:");  // no waiting for 100 Continue
    set(transfer, CURLOPT_HTTPHEADER, transfer.headers);
    set(transfer, CURLOPT_USERAGENT, kUserAgent);
}

void limit(Transfer& transfer, CurlSettings const& settings) {
    set(transfer, CURLOPT_PROTOCOLS_STR, "http,https");
    set(transfer, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    set(transfer, CURLOPT_FOLLOWLOCATION, 0L);
    set(transfer, CURLOPT_SSL_VERIFYPEER, 1L);
    set(transfer, CURLOPT_SSL_VERIFYHOST, 2L);
    set(transfer, CURLOPT_PROXY, settings.proxy.c_str());
    set(transfer, CURLOPT_NOPROXY, "");
    set(transfer, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    set(transfer, CURLOPT_CONNECTTIMEOUT_MS, settings.connect_timeout.count());
    set(transfer, CURLOPT_TIMEOUT_MS, transfer.call.timeout.count());
    set(transfer, CURLOPT_FRESH_CONNECT, transfer.call.may_reuse_connection ? 0L : 1L);
    set(transfer, CURLOPT_FORBID_REUSE, transfer.call.may_reuse_connection ? 0L : 1L);
    set(transfer, CURLOPT_NOSIGNAL, 1L);
    // A name server that does not answer must not hold up the end of the call.
    set(transfer, CURLOPT_QUICK_EXIT, 1L);
    set(transfer, CURLOPT_OPENSOCKETFUNCTION, openSocket);
    set(transfer, CURLOPT_OPENSOCKETDATA, &transfer);
    set(transfer, CURLOPT_WRITEFUNCTION, takeBody);
    set(transfer, CURLOPT_WRITEDATA, &transfer);
    set(transfer, CURLOPT_HEADERFUNCTION, takeHeader);
    set(transfer, CURLOPT_HEADERDATA, &transfer);
    set(transfer, CURLOPT_ERRORBUFFER, transfer.problem.data());
}

// Whether a connection stood, with TLS and through a proxy, so that the request went out.
bool hasBegunToSend(Transfer const& transfer) {
    curl_off_t before_request_us = 0;
    curl_easy_getinfo(transfer.easy, CURLINFO_PRETRANSFER_TIME_T, &before_request_us);
    return before_request_us > 0;
}

Reply replyOf(Transfer& transfer, CURLcode code) {
    auto reply = std::move(transfer.reply);
    long status = 0;
    curl_easy_getinfo(transfer.easy, CURLINFO_RESPONSE_CODE, &status);
    // The transfer was cut at kReplyBytesMax, and the status is known.
    if (code == CURLE_OK || (code == CURLE_WRITE_ERROR && transfer.is_cut)) {
        reply.status = static_cast<int>(status);
        return reply;
    }
    reply.curl_code = static_cast<int>(code);
    reply.may_have_arrived = hasBegunToSend(transfer);
    reply.curl_text =
        transfer.problem[0] != '\0' ? transfer.problem.data() : curl_easy_strerror(code);
    if (!transfer.refused_address.empty())
        reply.curl_text = "The address " + transfer.refused_address +
                          " is not allowed; --delivery-allow may list it";
    return reply;
}

void startLibcurl() {
    static auto const result = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (result != CURLE_OK)
        throw std::runtime_error(curl_easy_strerror(result));
}

}  // namespace

class CurlSender::State {
public:
    explicit State(CurlSettings to_use) : settings(std::move(to_use)), addresses(settings.allow) {
        startLibcurl();
        multi = curl_multi_init();
        if (multi == nullptr)
            throw std::runtime_error("libcurl cannot be used");
        curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, kIdleConnectionsMax);
    }
    ~State() {
        for (auto const& transfer : transfers)
            curl_multi_remove_handle(multi, transfer->easy);
        transfers.clear();
        curl_multi_cleanup(multi);
    }
    State(State const&) = delete;
    State& operator=(State const&) = delete;

    // Without a code, the call has not even begun.
    void finish(CURL* easy, std::optional<CURLcode> code = std::nullopt) {
        auto const found =
            std::find_if(transfers.begin(), transfers.end(), [easy](auto const& each) {
                return each->easy == easy;
            });
        auto const transfer = std::move(*found);
        transfers.erase(found);
        transfer->done(replyOf(*transfer, code.value_or(transfer->setup)));
    }

    CurlSettings const settings;
    AddressRule const addresses;
    CURLM* multi = nullptr;
    std::list<std::unique_ptr<Transfer>> transfers;
    std::vector<CURL*> unfit;  // those of them that cannot begin
};

CurlSender::CurlSender(CurlSettings settings)
    : state_(std::make_unique<State>(std::move(settings))) {}

CurlSender::~CurlSender() = default;

void CurlSender::send(Call call, Done done) {
    auto transfer = std::make_unique<Transfer>(std::move(call), std::move(done), state_->addresses);
    describeRequest(*transfer);
    limit(*transfer, state_->settings);
    if (transfer->setup == CURLE_OK)
        curl_multi_add_handle(state_->multi, transfer->easy);
    else
        state_->unfit.push_back(transfer->easy);
    state_->transfers.push_back(std::move(transfer));
}

void CurlSender::run(std::chrono::milliseconds timeout) {
    int running = 0;
    curl_multi_perform(state_->multi, &running);
    int left = 0;
    bool has_ended = !state_->unfit.empty();
    for (auto* const easy : std::exchange(state_->unfit, {}))
        state_->finish(easy);
    while (auto const* const message = curl_multi_info_read(state_->multi, &left)) {
        if (message->msg != CURLMSG_DONE)
            continue;
        auto* const easy = message->easy_handle;
        auto const code = message->data.result;
        curl_multi_remove_handle(state_->multi, easy);
        state_->finish(easy, code);
        has_ended = true;
    }
    // A call that has ended may leave work to be done at once.
    if (!has_ended)
        curl_multi_poll(state_->multi, nullptr, 0, static_cast<int>(timeout.count()), nullptr);
}

void CurlSender::wake() {
    curl_multi_wakeup(state_->multi);
}

}  // namespace antrean::delivery
