#include "app/RealtimeApps.hpp"

#include "app/KeptSecret.hpp"

namespace antrean::app {

std::vector<realtime::App> realtimeApps(Settings const& settings) {
    if (!settings.realtime_apps.empty())
        return realtime::parseApps(settings.realtime_apps);
    realtime::App app;
    app.id = settings.realtime_app_id;
    app.key = settings.realtime_key;
    app.secret = settings.realtime_secret.empty() ? keptSecret(settings, "realtime-secret")
                                                  : settings.realtime_secret;
    if (!settings.realtime_webhook_url.empty())
        app.webhooks.push_back({settings.realtime_webhook_url, {}});
    return {app};
}

}  // namespace antrean::app
