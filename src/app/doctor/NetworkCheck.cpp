#include "app/CompletedSettings.hpp"
#include "app/doctor/Checks.hpp"
#include "base/Clock.hpp"
#include "server/CertificateDates.hpp"
#include "server/HttpServer.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <string_view>
#include <sys/resource.h>

namespace antrean::app::doctor {
namespace {

constexpr std::chrono::days kSoon{7};
constexpr std::chrono::days kInSomeTime{30};

void lookAtCertificate(Findings& findings, server::ServerSettings const& server) {
    if (server.tls_listen.empty())
        return;
    auto const ends = server::certificateEnd(server.tls_certificate_file);
    if (!ends) {
        findings.fault(
            ends.error().cause, "Correct --tls-cert; the service's user must be able to read it"
        );
        return;
    }
    auto const left = std::chrono::duration_cast<std::chrono::days>(*ends - SystemClock().now());
    auto const text = fmt::format(
        "the certificate {} is valid for {} more days",
        server.tls_certificate_file,
        std::max<std::chrono::days::rep>(left.count(), 0)
    );
    constexpr std::string_view kRenew = "Renew it; antrean reads the new file by itself";
    if (left < kSoon)
        findings.fault(text, std::string(kRenew));
    else if (left < kInSomeTime)
        findings.warn(text, std::string(kRenew));
    else
        findings.well(text);
}

void lookAtDescriptors(Findings& findings, server::ServerSettings const& server) {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_max == RLIM_INFINITY)
        return;
    auto const wanted = server.connections.connections_max;
    if (limit.rlim_max < wanted + server::kOwnDescriptors)
        findings.warn(
            fmt::format(
                "{} file descriptors are fewer than --connections-max {} needs",
                limit.rlim_max,
                wanted
            ),
            fmt::format(
                "Set LimitNOFILE={} in the unit of systemd", wanted + server::kOwnDescriptors
            )
        );
    else
        findings.well(fmt::format("there are descriptors for {} connections", wanted));
}

void lookAtOrigin(Findings& findings, Settings const& settings) {
    auto const& origin = settings.dispatch.origin;
    if (origin.trusted_proxies.containsEverything())
        findings.fault(
            "--trusted-proxies trusts everybody, so everybody can claim any address",
            "Name the proxy's own address"
        );
    auto const& listen = settings.server.listen;
    bool const is_open = !isLoopback(hostOf(listen));
    if (origin.public_url.empty() && !origin.trusted_proxies.empty())
        findings.warn(
            "there is a proxy, but no --public-url: links in messages have the name of a request",
            "Set --public-url to the address that patients use"
        );
    if (is_open && settings.server.tls_listen.empty() && origin.public_url.starts_with("https://"))
        findings.warn(
            fmt::format("{} is reachable without TLS, beside the proxy", listen),
            "Let it listen on 127.0.0.1 only, if the proxy is on this machine"
        );
    else if (is_open && settings.server.tls_listen.empty())
        findings.warn(
            fmt::format("{} is without TLS: passwords cross the network readable", listen),
            "Put a proxy with TLS in front (contrib/proxies), or set --tls-listen"
        );
}

}  // namespace

std::vector<Finding> lookAtNetwork(Subject const& subject) {
    Findings findings("network");
    auto const& settings = subject.settings();
    lookAtCertificate(findings, settings.server);
    lookAtDescriptors(findings, settings.server);
    lookAtOrigin(findings, settings);
    return findings.take();
}

}  // namespace antrean::app::doctor
