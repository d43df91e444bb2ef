#include "app/doctor/Checks.hpp"
#include "base/Seal.hpp"
#include "clinic/Configs.hpp"
#include "db/Database.hpp"
#include "delivery/Carrier.hpp"
#include "delivery/CurlSender.hpp"
#include "whatsapp/Sender.hpp"
#include "whatsapp/WahaClient.hpp"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>
#include <fmt/core.h>

#include <chrono>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace antrean::app::doctor {
namespace {

constexpr std::chrono::milliseconds kPatience{5'000};

// What the clinic has set up.
struct Partners {
    std::string webhook_url;  // empty: none
    std::optional<Result<whatsapp::Sender>> sender;
};

// Not DataFolder::secret, which would make one.
std::string secretKey(Settings const& settings) {
    if (!settings.secret_key.empty())
        return settings.secret_key;
    std::ifstream file(settings.data_dir + "/secret-key");
    std::string key;
    std::getline(file, key);
    return key;
}

Result<Partners> readPartners(Settings const& settings, db::Database& database) {
    Seal const seal(secretKey(settings));
    return database.read<Partners>([&](db::Transaction& transaction) {
        Partners partners{settings.webhook.url, std::nullopt};
        if (partners.webhook_url.empty())
            partners.webhook_url =
                clinic::findConfig(transaction, clinic::kWebhookConfig).value_or("");
        if (whatsapp::hasSender(transaction))
            partners.sender = whatsapp::findSender(transaction, seal);
        return Result<Partners>(std::move(partners));
    });
}

// Its server's first page: a webhook itself must not be called, because that starts a workflow.
std::string rootOf(std::string const& url) {
    auto const parsed = boost::urls::parse_uri(url);
    if (!parsed)
        return {};
    return fmt::format(
        "{}://{}/", std::string(parsed->scheme()), std::string(parsed->encoded_host_and_port())
    );
}

// Empty: the server answers, whatever it answers.
std::string whyUnreachable(std::string const& url, delivery::CurlSettings const& settings) {
    delivery::Call call;
    call.method = http::Method::get;
    call.url = rootOf(url);
    call.timeout = kPatience;
    if (call.url.empty())
        return "this is not a URL";
    delivery::CurlSender sender(settings);
    auto const reply = delivery::callAndWait(sender, call);
    if (reply.status != 0)
        return {};
    return delivery::curlErrorText(reply.curl_code, reply.curl_text, call.url);
}

void lookAtN8n(Findings& findings, std::string const& url, delivery::CurlSettings const& curl) {
    if (url.empty()) {
        findings.well("n8n is not set up");
        return;
    }
    if (clinic::isTestWebhook(url))
        findings.fault(
            "n8n's URL is one for tests (/webhook-test/), which answers once",
            "Use the production URL of the workflow, and activate the workflow"
        );
    if (auto const why = whyUnreachable(url, curl); !why.empty())
        findings.warn("n8n cannot be reached: " + why, "Start n8n, or correct its URL");
    else
        findings.well("n8n can be reached");
}

void lookAtWaha(
    Findings& findings,
    std::optional<Result<whatsapp::Sender>> const& sender,
    delivery::CurlSettings const& curl
) {
    if (!sender) {
        findings.well("WhatsApp is not set up");
        return;
    }
    if (!*sender) {
        findings.fault("WhatsApp: " + sender->error().message, "Correct it in Kelola, WhatsApp");
        return;
    }
    whatsapp::WahaClient client(**sender, std::make_unique<delivery::CurlSender>(curl));
    auto const state = client.sessionState();
    auto const problem = state ? whatsapp::problemOf(*state) : state.error().message;
    if (problem.empty())
        findings.well("WhatsApp's session works");
    else
        findings.warn("WhatsApp: " + problem, "Pair the telephone in Kelola, WhatsApp");
}

}  // namespace

std::vector<Finding> lookAtPartners(Subject const& subject) {
    Findings findings("other systems");
    auto const& settings = subject.settings();
    std::optional<Partners> partners;
    try {
        if (subject.hasKnownSchema())
            if (auto read = readPartners(settings, *subject.database()))
                partners = *std::move(read);
    } catch (std::exception const&) {
        // lookAtDatabase has said why.
    }
    if (!partners) {
        findings.warn("not looked at, because the database does not tell them", "See above");
        return findings.take();
    }
    lookAtN8n(findings, partners->webhook_url, settings.curl);
    lookAtWaha(findings, partners->sender, settings.curl);
    return findings.take();
}

}  // namespace antrean::app::doctor
