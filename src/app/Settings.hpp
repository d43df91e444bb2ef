// Everything that can be set from outside. Each part of the program defines its own settings, with
// defaults and units; app/Flags.cpp writes the flags into them, and nothing copies them after that.
#pragma once

#include "account/AccountRoutes.hpp"
#include "audit/Upkeep.hpp"
#include "backup/Backups.hpp"
#include "base/Log.hpp"
#include "db/Database.hpp"
#include "db/ReplicaSettings.hpp"
#include "delivery/CurlSender.hpp"
#include "delivery/Outbox.hpp"
#include "lab/LabRoutes.hpp"
#include "queue/QueueRoutes.hpp"
#include "realtime/App.hpp"
#include "server/HttpServer.hpp"
#include "whatsapp/WahaSettings.hpp"

#include <string>

namespace antrean::app {

struct Settings {
    std::string data_dir = "./data";        // app/DataFolder.hpp
    std::string timezone = "Asia/Jakarta";  // the config `clinic_timezone` overrides it
    // Encrypts API keys in the database. Empty: generated once and kept in the data folder.
    std::string secret_key;

    log::Settings log;
    db::Settings database;  // an empty URL: the embedded database in the data folder
    db::ReplicaSettings replica;
    server::ServerSettings server;
    server::DispatchSettings dispatch;
    account::LoginSettings login;
    queue::QueueSettings queue;
    queue::WebhookSettings webhook;
    realtime::RealtimeSettings realtime;
    delivery::DeliverySettings delivery;
    delivery::CurlSettings curl;
    whatsapp::WahaSettings waha;
    lab::LabSettings lab;
    audit::AuditSettings audit;
    backup::BackupSettings backup;

    bool demo = false;                // fills a new database with demo users and schedules
    bool demo_clinic = false;         // and with a living clinic around today
    std::string superadmin_password;  // for a new database; empty: a random one, printed once
};

}  // namespace antrean::app
