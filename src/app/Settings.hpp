// Everything that can be set from outside, with its default and unit. app/CommandLine fills it
// from flags, environment and configuration file.
#pragma once

#include "base/Log.hpp"

#include <cstddef>
#include <string>

namespace antrean::app {

struct Settings {
    std::string data_dir = "./data";
    std::string database;  // URL; empty: sqlite:DATADIR/antrean.db
    std::string timezone = "Asia/Jakarta";
    log::Format log_format = log::Format::text;
    log::Level log_level = log::Level::info;

    std::string listen = "127.0.0.1:8000";
    std::string tls_listen;
    std::string tls_certificate_file;
    std::string tls_key_file;
    std::string public_url;
    std::string trusted_proxies;  // addresses and networks between commas, or *
    std::size_t threads = 0;      // I/O threads; 0: as many as there are cores
    std::size_t database_sessions = 8;
    std::size_t connections_max = 50'000;

    bool is_authorization_open = false;
    int bcrypt_rounds = 12;
    bool throttle_logins = true;
    bool list_queue_numbers_as_text = true;
    int created_status = 201;

    std::string realtime_app_id = "antrean";
    std::string realtime_key = "antrean-key";
    std::string realtime_secret;             // empty: made once, kept in the data folder
    std::string realtime_apps;               // JSON; replaces the three above when not empty
    std::string realtime_webhook_url;        // of the one app; empty: none
    std::size_t realtime_backlog_mib = 256;  // waiting for slow readers, of all together
    // Another server on the database that says nothing for so long is taken for dead.
    int realtime_peer_timeout_s = 15;

    std::string webhook_url;     // of n8n; empty: the config n8n_webhook_url
    std::string webhook_secret;  // empty: not signed
    bool webhook_names_poly = false;
    int delivery_give_up_hours = 24;
    int delivery_keep_days = 90;
    std::string delivery_proxy;
    std::string delivery_allow;  // addresses and networks between commas

    std::string secret_key;           // seals API keys; empty: made once, kept in the data folder
    std::string waha_webhook_secret;  // empty: callers from private networks are believed
    std::string reminder_quiet_from = "21:00";
    std::string reminder_quiet_until = "06:00";
    int reminder_gap_s = 5;  // between two messages of one number

    // Who may call the parts of the lab API that take no token: here and in private networks.
    std::string lab_networks =
        "127.0.0.0/8,::1,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,169.254.0.0/16,fc00::/7,fe80::/10";
    std::string lab_client_key;  // X-Client-Key that those calls need
    std::string lab_database;    // URL; empty: the lab's tables are in ours
    bool has_tokens_in_lab_database = false;

    bool demo = false;
    std::string superadmin_password;  // for a new database; empty: a random one, printed once
};

}  // namespace antrean::app
