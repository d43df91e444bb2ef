// From a request to its answer: admission (server/Admission.hpp), input, transaction, handler. One
// of the three places that catch exceptions (the others: realtime's dispatch, worker loops).
#pragma once

#include "base/Result.hpp"
#include "db/Database.hpp"
#include "http/AnswerStore.hpp"
#include "http/Auditor.hpp"
#include "http/Authenticator.hpp"
#include "http/ClinicClock.hpp"
#include "http/Dialect.hpp"
#include "http/NetworkGate.hpp"
#include "http/StatusRoutes.hpp"
#include "server/Admission.hpp"
#include "server/Dialects.hpp"
#include "server/Exchange.hpp"
#include "server/FairPool.hpp"
#include "server/Metrics.hpp"
#include "server/Router.hpp"
#include "server/Turns.hpp"
#include "server/WorkerPool.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace antrean::server {

struct DispatchSettings : AdmissionSettings {
    // Status of an answer that created something. Clients of the original may expect 200.
    int created_status = 201;
    std::size_t workers = std::max(1U, std::thread::hardware_concurrency());
    // Work::remote: the number of calls that wait for other servers (the lab's database, WAHA) at
    // the same time.
    std::size_t remote_workers = 4;
    std::size_t worker_line_max = 1'000;  // for each of these two; a further job is refused
    // Work::login: fewer threads than cores, so that a flood of logins leaves time for the rest.
    std::size_t login_workers = std::max(1U, std::thread::hardware_concurrency() / 2);
    FairPool::Limits login_line;  // by the address of the client
    // Work::bulk: how many run at the same time, and how many more may wait.
    std::size_t bulk_workers = 1;
    std::size_t bulk_line_max = 64;
    // A search (?search=) that takes longer is answered with 503. It counts from the request on.
    std::chrono::milliseconds search_timeout{5'000};
    std::vector<http::Dialect> dialects;
    std::vector<http::HealthCheck> health_checks;  // of GET /up?full=1
    http::NetworkList up_networks = http::NetworkList::parse("*").value();
    http::NetworkList metrics_networks = http::NetworkList::privateNetworks();
    http::HostNames own_hosts;  // names under which clients reach this server
    // A longer body is parsed by a worker: on the I/O thread it would delay all its connections.
    std::size_t inline_body_bytes_max = 128 * 1024;
};

// Thread-safe. The constructor's arguments outlive it. Order of shutdown: HttpServer::run returns,
// stop(), Database::stop(), destructor.
class Dispatch {
public:
    using Call = std::shared_ptr<Exchange>;

    // `history` is the database for endpoints that read history: the same one, or with a replica.
    // Throws std::logic_error for a wrong table (Router). Adds /up and /metrics to it.
    Dispatch(
        http::Routes routes,
        db::Database& database,
        db::Database& history,
        http::Authenticator& authenticator,
        http::AnswerStore& answers,
        http::Auditor& auditor,
        http::ClinicClock const& clock,
        DispatchSettings settings
    );

    // The next two run on the call's I/O thread. They never throw and never block. The call is
    // answered exactly once, possibly before they return.

    // With the head and the beginning of a large body in `incoming`. The call is refused now, or
    // call->admit() lets its connection read the rest of the body, which ends with start().
    void admit(Call const& call);
    // With the whole message in `incoming`.
    void start(Call const& call);
    // Answers a message that cannot be handled: too large, too slow, broken. `status` comes from
    // the protocol and replaces that of the error's kind.
    void refuse(Call const& call, int status, Error error, std::vector<http::Header> headers = {});

    // The server is about to stop: /up says so. Thread-safe.
    void drain() { is_draining_ = true; }
    bool isDraining() const { return is_draining_; }
    // Finishes the queued jobs of the workers. Called once, after all I/O threads have ended.
    void stop();

    std::string_view basePath() const { return settings_.origin.base_path; }
    Router const& router() const { return router_; }
    Metrics& metrics() { return metrics_; }

private:
    using Step = void (Dispatch::*)(Call const&);

    // Runs one step on the I/O thread. An exception is answered with 500.
    void proceed(Call const& call, Step step);

    void begin(Call const& call);
    void findCaller(Call const& call);
    void permit(Call const& call);
    void takeBody(Call const& call);
    // On any thread.
    void readBody(Exchange& exchange) const;
    Result<void> readInputOf(Exchange& exchange) const;
    Result<void> readKey(Exchange& exchange) const;
    void checkInput(Call const& call);
    // A request with an Idempotency-Key: first waits for the others with the same key.
    void takeTurn(Call const& call);
    void runOnce(Call const& call);
    void runHandler(Call const& call);
    void runPlain(Call const& call);
    void runRead(Call const& call);
    void runOn(WorkerPool& workers, Call const& call);
    void runInBulk(Call const& call);
    void runLogin(Call const& call);
    // Of a call whose turn has come, on a worker.
    void offloadUnlessGone(Call const& call);
    // Too much of a kind of work at once is not an error: answers 503, and logs no failure.
    void refuseBusy(Call const& call, std::string_view line, int retry_after_s);
    void offload(Call const& call);
    void finish(Call const& call);
    http::Response responseOf(Call const& call);
    void send(Call const& call, http::Response response);
    // Whether the answer has to be kept, and no transaction of the work has done so.
    static bool mustKeep(Exchange const& exchange);
    void keepAndSend(Call const& call, http::Response response);
    void answerLater(Call const& call, http::Response response);
    void answer(Call const& call, http::Response response);

    void fail(Call const& call, Error error);
    db::Database& databaseOf(Exchange const& exchange) {
        return exchange.route->reads_history ? history_ : database_;
    }
    // Runs `work` in a transaction, then `next` on the I/O thread; a failure ends the call. A
    // search ends when its client is gone, and at its deadline.
    void transact(
        Call const& call,
        db::Mode mode,
        bool (Dispatch::*run)(Exchange&, db::Transaction&),
        Step next
    );
    bool identify(Exchange& exchange, db::Transaction& transaction);
    bool handle(Exchange& exchange, db::Transaction& transaction);
    bool findAnswer(Exchange& exchange, db::Transaction& transaction);
    bool handleOnce(Exchange& exchange, db::Transaction& transaction);
    void record(Exchange const& exchange, int status);

    // Why this server is not to get further requests; empty if it is.
    std::optional<std::string> trouble() const {
        return is_draining_ ? "the server is about to stop" : database_.trouble();
    }

    db::Database& database_;
    db::Database& history_;
    std::atomic<bool> is_draining_{false};
    http::AnswerStore& answers_;
    http::Auditor& auditor_;
    http::ClinicClock const& clock_;
    DispatchSettings settings_;
    Dialects dialects_;
    Router router_;
    Admission admission_;
    Metrics metrics_;
    Turns turns_;
    WorkerPool workers_;  // last, these four: their threads use everything above
    FairPool login_workers_;
    WorkerPool remote_workers_;
    WorkerPool bulk_workers_;
};

}  // namespace antrean::server
