#include "app/CompletedSettings.hpp"

#include "app/DataFolder.hpp"
#include "server/BasePath.hpp"

#include <utility>

namespace antrean::app {

bool isLoopback(std::string const& host) {
    return host == "localhost" || host == "[::1]" || host.starts_with("127.");
}

std::string hostOf(std::string const& address) {
    return address.substr(0, address.rfind(':'));
}

Settings completed(Settings settings) {
    DataFolder const folder(settings.data_dir);
    folder.create();
    if (settings.secret_key.empty())
        settings.secret_key = folder.secret("secret-key");
    auto& realtime = settings.realtime;
    if (realtime.apps.empty() && realtime.app.secret.empty())
        realtime.app.secret = folder.secret("realtime-secret");
    auto& origin = settings.dispatch.origin;
    auto& public_url = origin.public_url;
    if (!public_url.empty())
        public_url = server::withBase(std::move(public_url), origin.base_path);
    settings.server.demands_tls =
        public_url.starts_with("https://") || isLoopback(hostOf(settings.server.listen));
    settings.server.connections.uncounted_addresses = settings.dispatch.origin.trusted_proxies;
    auto& own_hosts = settings.dispatch.own_hosts;
    for (auto const& own : {public_url, settings.server.listen, settings.server.tls_listen})
        own_hosts.addFrom(own);
    settings.lab.own_hosts = own_hosts;
    return settings;
}

}  // namespace antrean::app
