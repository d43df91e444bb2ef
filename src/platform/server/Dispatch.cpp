#include "server/Dispatch.hpp"

#include "base/Log.hpp"
#include "db/Failure.hpp"
#include "http/IdempotencyKey.hpp"
#include "http/InputCheck.hpp"
#include "http/Network.hpp"
#include "http/StatusRoutes.hpp"
#include "server/AccessLog.hpp"
#include "server/AuditedDatabase.hpp"
#include "server/Input.hpp"
#include "server/OnceOnly.hpp"

#include <algorithm>
#include <exception>
#include <iterator>
#include <string>
#include <utility>

namespace antrean::server {
namespace {

http::Routes withStatusRoutes(http::Routes routes, http::StatusServices services) {
    for (auto& route : bind(http::statusRoutes(), std::move(services)))
        routes.push_back(std::move(route));
    return routes;
}

// The lowest priority: these threads use the time that others leave. Exports are hardly slower.
constexpr int kBulkNiceness = 19;
constexpr int kBulkRetryAfterS = 10;
constexpr int kLoginRetryAfterS = 1;

// Lets work be left out when its client has closed the connection.
void watchClient(Exchange& exchange) {
    exchange.client_gone = std::stop_source();
    exchange.request.client_gone = exchange.client_gone.get_token();
}

int statusCounted(http::Response const& response) {
    return response.counted_status != 0 ? response.counted_status : response.status;
}

}  // namespace

Dispatch::Dispatch(
    http::Routes routes,
    db::Database& database,
    db::Database& history,
    http::Authenticator& authenticator,
    http::AnswerStore& answers,
    http::Auditor& auditor,
    http::ClinicClock const& clock,
    DispatchSettings settings
)
    : database_(database),
      history_(history),
      answers_(answers),
      auditor_(auditor),
      clock_(clock),
      settings_(std::move(settings)),
      dialects_(settings_.dialects, settings_.origin.base_path),
      router_(withStatusRoutes(
          std::move(routes),
          {[this] { return metrics_.text(); },
           [this] { return trouble(); },
           settings_.health_checks,
           settings_.up_networks,
           settings_.metrics_networks,
           settings_.own_hosts}
      )),
      admission_(router_, authenticator, dialects_, settings_),
      metrics_(router_.routes()),
      workers_(settings_.workers, settings_.worker_line_max),
      login_workers_(settings_.login_workers, settings_.login_line),
      remote_workers_(settings_.remote_workers, settings_.worker_line_max),
      bulk_workers_(settings_.bulk_workers, settings_.bulk_line_max, kBulkNiceness) {}

void Dispatch::stop() {
    for (auto* const workers : {&workers_, &remote_workers_, &bulk_workers_})
        workers->stop();
    login_workers_.stop();
}

void Dispatch::admit(Call const& call) {
    proceed(call, &Dispatch::begin);
}

void Dispatch::start(Call const& call) {
    call->is_whole = true;
    proceed(call, &Dispatch::begin);
}

void Dispatch::refuse(
    Call const& call, int status, Error error, std::vector<http::Header> headers
) {
    call->began = std::chrono::steady_clock::now();
    call->request.method = call->incoming.method;
    takeHeaders(*call);
    auto response = dialects_.problemOf(*call, error);
    response.status = status;
    std::ranges::move(headers, std::back_inserter(response.headers));
    answer(call, std::move(response));
}

void Dispatch::proceed(Call const& call, Step step) {
    try {
        (this->*step)(call);
    } catch (std::exception const& failure) {
        fail(call, Error::internal(failure.what()));
    }
}

// Starts again after a large body, which may take hours: the token may have been revoked meanwhile.
void Dispatch::begin(Call const& call) {
    call->began = std::chrono::steady_clock::now();
    call->request.moment = clock_.moment();
    if (admission_.readHead(*call) && admission_.findRoute(*call))
        return findCaller(call);
    finish(call);
}

void Dispatch::findCaller(Call const& call) {
    bool is_known = false;
    if (!admission_.findCaller(*call, is_known))
        return finish(call);
    if (is_known)
        return permit(call);
    transact(call, db::Mode::quick_read, &Dispatch::identify, &Dispatch::permit);
}

bool Dispatch::identify(Exchange& exchange, db::Transaction& transaction) {
    return admission_.identify(exchange, transaction);
}

void Dispatch::permit(Call const& call) {
    if (!admission_.permit(*call))
        return finish(call);
    if (call->is_whole)
        return takeBody(call);
    auto const& check = call->route->head_check;
    if (auto refusal = check ? check(call->request) : std::nullopt) {
        call->result.emplace(http::Reply(*std::move(refusal)));
        return finish(call);
    }
    call->admit();
}

void Dispatch::takeBody(Call const& call) {
    if (call->incoming.body.size() <= settings_.inline_body_bytes_max) {
        readBody(*call);
        return checkInput(call);
    }
    auto const read_there = [this, call] {
        readBody(*call);
        call->post([this, call] { proceed(call, &Dispatch::checkInput); });
    };
    if (!workers_.submit(read_there))
        fail(call, Error::unavailable("the workers' line is full"));
}

void Dispatch::readBody(Exchange& exchange) const {
    try {
        auto read = readInputOf(exchange);
        if (read && http::takesIdempotencyKey(*exchange.route))
            read = readKey(exchange);
        if (!read)
            exchange.unreadable = read.error();
    } catch (std::exception const& failure) {
        exchange.unreadable = Error::internal(failure.what());
    }
}

Result<void> Dispatch::readInputOf(Exchange& exchange) const {
    auto& request = exchange.request;
    auto const& body = exchange.incoming.body;
    request.raw_body = body;
    if (body.empty() && request.raw_query.empty())
        return {};
    auto const type = dialects_.bodyTypeOf(exchange);
    if (!exchange.memory.raiseTo(body.capacity() + inputBytesMax(type, body)))
        return noMemoryForBody();
    return readInput(type, body, request.raw_query, request);
}

void Dispatch::checkInput(Call const& call) {
    if (call->unreadable)
        return fail(call, *call->unreadable);
    call->broken_rules = brokenRules(*call->route, call->request);
    if (call->once)
        return takeTurn(call);
    runHandler(call);
}

void Dispatch::runHandler(Call const& call) {
    if (call->broken_rules)
        return fail(call, *std::move(call->broken_rules));
    switch (call->route->work) {
        case http::Work::none:
            return runPlain(call);
        case http::Work::glance:
            return transact(call, db::Mode::glance, &Dispatch::handle, &Dispatch::finish);
        case http::Work::quick_read:
            return transact(call, db::Mode::quick_read, &Dispatch::handle, &Dispatch::finish);
        case http::Work::read:
            return runRead(call);
        case http::Work::write:
            return transact(call, db::Mode::write, &Dispatch::handle, &Dispatch::finish);
        case http::Work::offload:
            return runOn(workers_, call);
        case http::Work::login:
            return runLogin(call);
        case http::Work::remote:
            return runOn(remote_workers_, call);
        case http::Work::bulk:
            return runInBulk(call);
    }
}

void Dispatch::runPlain(Call const& call) {
    call->result.emplace(std::get<http::PlainHandler>(call->route->handler)(call->request));
    finish(call);
}

void Dispatch::runRead(Call const& call) {
    if (!http::isSearch(*call->route, call->request))
        return transact(call, db::Mode::read, &Dispatch::handle, &Dispatch::finish);
    call->client_gone = std::stop_source();
    transact(call, db::Mode::search, &Dispatch::handle, &Dispatch::finish);
}

bool Dispatch::handle(Exchange& exchange, db::Transaction& transaction) {
    auto const work = [&exchange](db::Transaction& watched) {
        exchange.result.emplace(std::get<http::Handler>(exchange.route->handler
        )(exchange.request, watched));
        return exchange.result->has_value();
    };
    bool const is_write = exchange.route->work == http::Work::write;
    return is_write ? auditor_.run(exchange.request, transaction, work) : work(transaction);
}

void Dispatch::runOn(WorkerPool& workers, Call const& call) {
    if (!workers.submit([this, call] { offload(call); }))
        fail(call, Error::unavailable("the workers' line is full"));
}

void Dispatch::runLogin(Call const& call) {
    watchClient(*call);
    FairPool::Work work{
        [this, call] { offloadUnlessGone(call); },
        [this, call] {
            call->post([this, call] { refuseBusy(call, "logins", kLoginRetryAfterS); });
        },
    };
    login_workers_.submit(http::clientGroupOf(call->request.client_address), std::move(work));
}

void Dispatch::runInBulk(Call const& call) {
    watchClient(*call);
    if (!bulk_workers_.submit([this, call] { offloadUnlessGone(call); }))
        refuseBusy(call, "bulk work", kBulkRetryAfterS);
}

void Dispatch::offloadUnlessGone(Call const& call) {
    if (!call->request.client_gone.stop_requested())
        return offload(call);
    call->post([this, call] { fail(call, Error::unavailable("the client is gone")); });
}

void Dispatch::refuseBusy(Call const& call, std::string_view line, int retry_after_s) {
    log::warning("request {} refused: the line of {} is full", call->request.request_id, line);
    call->result.emplace(dialects_.problemOf(*call, Error::unavailable({}, retry_after_s)));
    finish(call);
}

void Dispatch::offload(Call const& call) {
    try {
        AuditedDatabase database(databaseOf(*call), auditor_, call->request);
        call->result.emplace(std::get<http::OffloadHandler>(call->route->handler
        )(call->request, database));
    } catch (std::exception const& failure) {
        call->result.emplace(Error::internal(failure.what()));
    }
    call->post([this, call] { proceed(call, &Dispatch::finish); });
}

void Dispatch::transact(
    Call const& call, db::Mode mode, bool (Dispatch::*run)(Exchange&, db::Transaction&), Step next
) {
    // It may run again, so each run discards the result of the previous one. The database handles
    // db::Failure (it retries or gives up). Any other exception is a bug.
    auto const attempt = [this, run](Exchange& exchange, db::Transaction& transaction) {
        exchange.result.reset();
        try {
            return (this->*run)(exchange, transaction);
        } catch (db::Failure const&) {
            throw;
        } catch (std::exception const& failure) {
            exchange.result.emplace(Error::internal(failure.what()));
            return false;
        }
    };
    auto const conclude = [this, next](Call const& ended, std::optional<Error> const& error) {
        if (error)
            return fail(ended, *error);
        // `run` refused the request: its error is the answer, and `next` is not called.
        proceed(ended, ended->result ? &Dispatch::finish : next);
    };
    metrics_.jobSubmitted();
    // A short read may run on this thread, which is the call's I/O thread: no post is needed then.
    auto const io_thread = std::this_thread::get_id();
    db::Job job{
        [attempt, call](db::Transaction& transaction) { return attempt(*call, transaction); },
        [this, conclude, call, io_thread](std::optional<Error> const& error) {
            metrics_.jobEnded();
            if (std::this_thread::get_id() == io_thread)
                return conclude(call, error);
            call->post([conclude, call, error] { conclude(call, error); });
        },
    };
    if (mode == db::Mode::search) {
        job.unwanted = call->client_gone.get_token();
        job.deadline = call->began + settings_.search_timeout;
    } else if (mode == db::Mode::write && call->route->lane != nullptr) {
        job.lane = call->route->lane(call->request);
    }
    databaseOf(*call).run(mode, std::move(job));
}

void Dispatch::fail(Call const& call, Error error) {
    call->result.emplace(std::move(error));
    finish(call);
}

http::Response Dispatch::responseOf(Call const& call) {
    auto& result = *call->result;
    if (result)
        return result->make(call->request);
    auto response = dialects_.problemOf(*call, result.error());
    auto const& error = result.error();
    if (statusCounted(response) >= 500 && !call->client_gone.stop_requested())
        log::error("request {} failed: {}", call->request.request_id, error.cause);
    else if (!error.cause.empty())
        log::warning("request {} refused: {}", call->request.request_id, error.cause);
    return response;
}

void Dispatch::finish(Call const& call) {
    bool const must_keep = mustKeep(*call);
    auto response = responseOf(call);
    if (must_keep)
        keepAndSend(call, std::move(response));
    else
        send(call, std::move(response));
}

void Dispatch::send(Call const& call, http::Response response) {
    if (response.later)
        answerLater(call, std::move(response));
    else
        answer(call, std::move(response));
}

void Dispatch::answerLater(Call const& call, http::Response response) {
    auto const later = std::exchange(response.later, {});
    later(std::move(response), [this, call](http::Response completed) {
        call->post([this, call, completed = std::move(completed)] {
            if (call->once)
                keepAndSend(call, completed);
            else
                answer(call, completed);
        });
    });
}

void Dispatch::answer(Call const& call, http::Response response) {
    if (response.status == 201)
        response.status = settings_.created_status;
    record(*call, statusCounted(response));
    call->answer(std::move(response));
    call->turn.reset();
}

void Dispatch::record(Exchange const& exchange, int status) {
    auto const& request = exchange.request;
    auto const duration = std::chrono::steady_clock::now() - exchange.began;
    auto const route =
        exchange.route != nullptr ? router_.indexOf(*exchange.route) : router_.routes().size();
    metrics_.answered(route, status, duration);
    bool const is_secret = exchange.route != nullptr && exchange.route->has_secret_path;
    logAccess(
        request,
        is_secret ? exchange.route->path : std::string_view(exchange.incoming.target),
        status,
        duration
    );
}

}  // namespace antrean::server
