#include "whatsapp/WahaClient.hpp"

#include "base/Text.hpp"
#include "delivery/Carrier.hpp"
#include "whatsapp/SessionStates.hpp"
#include "whatsapp/WahaJson.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/core.h>

#include <utility>

namespace antrean::whatsapp {
namespace {

// For staff, who wait for it. WAHA waits 5 s for a session before it reports that it does not work.
constexpr std::chrono::milliseconds kTestTimeout{12'000};
constexpr std::chrono::milliseconds kAskTimeout{8'000};
// Few, because some engines send much about each message.
constexpr int kMessagesMax = 10;

std::vector<http::Header> headersOf(Sender const& sender) {
    std::vector<http::Header> headers{{"Content-Type", "application/json"}};
    if (sender.api_key)
        headers.push_back({"X-Api-Key", *sender.api_key});
    return headers;
}

delivery::Call askCall(Sender const& sender, std::string_view path) {
    delivery::Call call;
    call.method = http::Method::get;
    call.url = fmt::format("{}{}", sender.base_url, path);
    call.headers = headersOf(sender);
    call.timeout = kAskTimeout;
    return call;
}

std::string problemOf(delivery::Reply const& reply, delivery::Call const& call) {
    if (reply.status == 0)
        return "Server WAHA tidak dapat dihubungi: " +
               delivery::curlErrorText(reply.curl_code, reply.curl_text, call.url);
    if (reply.status == 401 || reply.status == 403)
        return fmt::format("Server WAHA menolak api_key (HTTP {})", reply.status);
    return "Server WAHA menjawab " + reasonOf(reply.status, parsed(reply.body));
}

}  // namespace

delivery::Call sendTextCall(Sender const& sender, std::string_view chat_id, std::string_view text) {
    delivery::Call call;
    call.url = sender.base_url + "/api/sendText";
    call.headers = headersOf(sender);
    call.body = boost::json::serialize(boost::json::object{
        {"session", sender.session},
        {"chatId", chat_id},
        {"text", text},
    });
    call.timeout = kSendTimeout;
    call.may_reuse_connection = false;
    return call;
}

delivery::Call messagesCall(Sender const& sender, std::string_view chat_id, Instant since) {
    return askCall(
        sender,
        fmt::format(
            "/api/{}/chats/{}/messages?limit={}&downloadMedia=false&filter.fromMe=true&"
            "filter.timestamp.gte={}",
            text::percentEncode(sender.session),
            text::percentEncode(chat_id),
            kMessagesMax,
            delivery::toMs(since) / 1'000
        )
    );
}

delivery::Call existenceCall(Sender const& sender, std::string_view chat_id) {
    return askCall(
        sender,
        fmt::format(
            "/api/contacts/check-exists?phone={}&session={}",
            chat_id.substr(0, chat_id.find('@')),
            text::percentEncode(sender.session)
        )
    );
}

Result<std::string> WahaClient::sessionState() {
    auto const answer =
        ask(askCall(sender_, "/api/sessions/" + text::percentEncode(sender_.session)));
    if (!answer)
        return answer.error();
    auto state = sessionStatusOf(*answer);
    if (!state)
        return Error::refused("Jawaban server tidak seperti jawaban WAHA; periksa waha_api_url");
    return std::move(*state);
}

Result<std::string> WahaClient::pairingCode() {
    auto const answer = ask(askCall(
        sender_, fmt::format("/api/{}/auth/qr?format=raw", text::percentEncode(sender_.session))
    ));
    if (!answer)
        return answer.error();
    auto code = pairingCodeOf(*answer);
    if (!code)
        return Error::refused("Server WAHA tidak memberi kode QR; buka kodenya di WAHA");
    return std::move(*code);
}

Result<std::optional<std::string>> WahaClient::sendText(
    std::string_view chat_id, std::string_view text
) {
    auto call = sendTextCall(sender_, chat_id, text);
    call.timeout = kTestTimeout;
    auto const answer = ask(std::move(call));
    if (!answer)
        return answer.error();
    return messageIdOf(*answer);
}

Result<boost::json::value> WahaClient::ask(delivery::Call call) {
    auto const reply = delivery::callAndWait(*calls_, call);
    if (reply.status / 100 != 2)
        return Error::refused(problemOf(reply, call));
    return parsed(reply.body);
}

std::string problemOf(std::string_view session_state) {
    if (session_state == SessionStates::kWorking)
        return {};
    if (session_state == SessionStates::kWaitsForPhone)
        return "Sesi belum tersambung: pindai kode QR di WAHA dengan ponsel klinik";
    if (session_state == "STARTING")
        return "Sesi sedang dimulai: coba lagi sebentar";
    if (session_state == "STOPPED")
        return "Sesi berhenti: jalankan sesi di WAHA";
    if (session_state == "FAILED")
        return "Sesi gagal: jalankan ulang sesi di WAHA";
    return fmt::format("Sesi tidak bekerja: {}", session_state.substr(0, 40));
}

}  // namespace antrean::whatsapp
