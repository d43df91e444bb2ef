#include "app/FlagKinds.hpp"
#include "app/Flags.hpp"
#include "server/RateLimiter.hpp"

namespace antrean::app {

namespace {

void addTimeFlags(CLI::App& command, Settings& settings) {
    addDuration<std::chrono::seconds>(
        command,
        "--drain-seconds",
        settings.server.drain,
        {0, 3'600},
        "Seconds after SIGTERM in which /up answers 503 and everything is still served, so that a "
        "load balancer turns to the other servers before this one stops; 0: no other server"
    );
    addDuration<std::chrono::days>(
        command,
        "--audit-keep",
        settings.audit.keep,
        {0, 36'500},
        "Days that the audit keeps who changed a setting; 0: for ever. The changes of visits stay"
    );
}

}  // namespace

void addLimitFlags(CLI::App& command, Settings& settings) {
    command.option_defaults()->group("Clients and limits");
    auto& origin = settings.dispatch.origin;
    auto& server = settings.server;
    addNetworks(
        command,
        "--trusted-proxies",
        origin.trusted_proxies,
        "Addresses or networks, separated by commas, of proxies whose X-Forwarded headers are "
        "trusted; * trusts all"
    );
    addChoice<server::ClientHeader>(
        command,
        "--client-header",
        origin.client_header,
        {{"x-forwarded-for", server::ClientHeader::x_forwarded_for},
         {"forwarded", server::ClientHeader::forwarded},
         {"x-real-ip", server::ClientHeader::x_real_ip}},
        "Header in which the trusted proxies name the client; the others are ignored"
    );
    addHostNames(
        command,
        "--allowed-hosts",
        settings.dispatch.own_hosts,
        "Further host names of this server, separated by commas, under which routes for a network "
        "(lab tokens, unsigned WAHA webhooks, metrics) may be called; * allows all"
    );
    addNetworks(
        command,
        "--up-networks",
        settings.dispatch.up_networks,
        "Addresses or networks, separated by commas, that may read /up; * allows all"
    );
    addNetworks(
        command,
        "--metrics-networks",
        settings.dispatch.metrics_networks,
        "Addresses or networks, separated by commas, that may read /metrics; * allows all"
    );
    addNumber(
        command,
        "--connections-max",
        server.connections.connections_max,
        {1, 1'000'000},
        "Connections served at the same time; a further one replaces one that idles, or is refused"
    );
    addNumber(
        command,
        "--connections-per-address",
        server.connections.connections_per_address_max,
        {1, 1'000'000},
        "Connections from one address at the same time; those from trusted proxies do not count"
    );
    addNumber(
        command,
        "--rate-limit",
        settings.dispatch.calls_per_minute_max,
        {0, server::RateLimiter::kPerMinuteMax},
        "Requests a minute of one token, or of one address without a token; 0: no limit"
    );
    addMebibytes(
        command,
        "--answer-backlog",
        server.unsent_bytes_max,
        {1, 1'048'576},
        "MiB of answers that may wait for slow clients, all clients together; beyond it, those "
        "that read most slowly are disconnected"
    );
    addTimeFlags(command, settings);
}

}  // namespace antrean::app
