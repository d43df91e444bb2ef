#include "http/Dispatch.hpp"

#include "base/Log.hpp"
#include "base/Text.hpp"
#include "db/Failure.hpp"
#include "http/AccessLog.hpp"
#include "http/Cors.hpp"
#include "http/Input.hpp"
#include "http/Problem.hpp"
#include "http/RequestId.hpp"
#include "http/StatusRoutes.hpp"
#include "http/Target.hpp"

#include <algorithm>
#include <exception>
#include <iterator>
#include <string>
#include <thread>
#include <utility>

namespace antrean::http {
namespace {

Routes withStatusRoutes(Routes routes, std::function<std::string()> metrics_text) {
    for (auto& route : statusRoutes(std::move(metrics_text)))
        routes.push_back(std::move(route));
    return routes;
}

// The kernel then runs their threads when others leave it the time, which costs an export little.
constexpr int kBulkNiceness = 19;
constexpr int kBulkRetryAfterS = 10;

// A form that is none but looks like JSON comes from a client that names no type: curl's default.
std::string_view typeInDialect(std::string_view type, std::string_view body) {
    auto const lower_type = text::lower(type);
    bool const is_form = lower_type.starts_with("multipart/form-data") ||
                         lower_type.starts_with("application/x-www-form-urlencoded");
    bool const looks_like_json = body.starts_with('{') || body.starts_with('[');
    return is_form && !looks_like_json ? type : "application/json";
}

int statusCounted(Response const& response) {
    return response.counted_status != 0 ? response.counted_status : response.status;
}

// As Laravel shows a path: without its slash, unless there is nothing else.
std::string shown(std::string_view path) {
    return std::string(path == "/" ? path : path.substr(1));
}

Error methodNotAllowed(std::string_view method, std::string_view path, MethodSet const& allowed) {
    return Error::of(
        ErrorKind::method_not_allowed,
        "The " + std::string(method) + " method is not supported for route " + shown(path) +
            ". Supported methods: " + allowed.joined(", ") + "."
    );
}

}  // namespace

Dispatch::Dispatch(
    Routes routes,
    db::Database& database,
    Authenticator& authenticator,
    ClinicClock const& clock,
    DispatchSettings settings
)
    : database_(database),
      authenticator_(authenticator),
      clock_(clock),
      settings_(std::move(settings)),
      router_(withStatusRoutes(std::move(routes), [this] { return metrics_.text(); })),
      metrics_(router_.routes()),
      workers_(settings_.workers, settings_.worker_line_max),
      remote_workers_(settings_.remote_workers, settings_.worker_line_max),
      bulk_workers_(settings_.bulk_workers, settings_.bulk_line_max, kBulkNiceness) {}

void Dispatch::stop() {
    for (auto* const workers : {&workers_, &remote_workers_, &bulk_workers_})
        workers->stop();
}

void Dispatch::start(Call const& call) {
    proceed(call, &Dispatch::begin);
}

void Dispatch::refuse(Call const& call, int status, Error error, std::vector<Header> headers) {
    call->began = std::chrono::steady_clock::now();
    call->request.method = call->incoming.method;
    call->request.headers = std::move(call->incoming.headers);
    call->request.request_id = requestId(call->request.header("X-Request-Id"));
    auto response = problemOf(*call, error);
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

void Dispatch::begin(Call const& call) {
    auto& request = call->request;
    call->began = std::chrono::steady_clock::now();
    request.moment = clock_.moment();
    request.method = call->incoming.method;
    request.headers = std::move(call->incoming.headers);
    request.request_id = requestId(request.header("X-Request-Id"));
    request.bearer = bearerToken(request.header("Authorization"));
    request.raw_path = pathOf(call->incoming.target);
    request.raw_query = queryOf(call->incoming.target);
    request.raw_body = call->incoming.body;
    auto origin_of_call = origin(settings_.origin, call->peer(), request.headers);
    request.base_url = std::move(origin_of_call.base_url);
    request.client_address = std::move(origin_of_call.client_address);

    auto path = decodedPath(pathOf(call->incoming.target));
    if (!path)
        return fail(call, Error::malformed("Malformed URL."));
    request.path = std::move(*path);
    if (call->incoming.body.size() <= settings_.inline_body_bytes_max) {
        readBody(*call);
        return findRoute(call);
    }
    auto const read_there = [this, call] {
        readBody(*call);
        call->post([this, call] { proceed(call, &Dispatch::findRoute); });
    };
    if (!workers_.submit(read_there))
        fail(call, Error::unavailable("the workers' line is full"));
}

void Dispatch::readBody(Exchange& exchange) const {
    auto& request = exchange.request;
    auto const& body = exchange.incoming.body;
    auto const query = queryOf(exchange.incoming.target);
    try {
        if (!body.empty() || !query.empty())
            if (auto const read = readInput(bodyTypeOf(exchange), body, query, request); !read)
                exchange.unreadable = read.error();
    } catch (std::exception const& failure) {
        exchange.unreadable = Error::internal(failure.what());
    }
    request.method = methodOverride(request);
}

void Dispatch::findRoute(Call const& call) {
    auto& request = call->request;
    if (isPreflight(request)) {
        call->result = preflightAnswer(request);
        return finish(call);
    }
    auto const match = router_.find(request.method, request.path);
    if (match.route == nullptr)
        return answerUnrouted(call);
    call->route = match.route;
    request.parameter = match.parameter;
    request.owner = match.owner;
    request.id = idOf(match.parameter);
    authenticate(call);
}

void Dispatch::answerUnrouted(Call const& call) {
    auto const& request = call->request;
    auto const allowed = router_.allowed(request.path);
    if (allowed.empty())
        return fail(
            call, Error::notFound("The route " + shown(request.path) + " could not be found.")
        );
    auto const is_options = request.method == Method::options;
    Response response;
    if (!is_options)
        response = problemOf(*call, methodNotAllowed(name(request.method), request.path, allowed));
    response.headers.push_back({"Allow", allowed.joined(is_options ? "," : ", ")});
    call->result = std::move(response);
    finish(call);
}

void Dispatch::authenticate(Call const& call) {
    auto& request = call->request;
    if (call->route->permission == Permission::anyone)
        return authorize(call);
    if (request.bearer.empty())
        return fail(call, Error::unauthenticated());
    if (auto const caller = authenticator_.cached(request.bearer)) {
        request.caller = *caller;
        return authorize(call);
    }
    transact(call, db::Mode::quick_read, &Dispatch::identify, &Dispatch::authorize);
}

bool Dispatch::identify(Exchange& exchange, db::Transaction& transaction) {
    auto& request = exchange.request;
    auto found = authenticator_.find(request.bearer, transaction, request.moment);
    if (found)
        request.caller = std::move(*found);
    else
        exchange.result.emplace(found.error());
    return found.has_value();
}

void Dispatch::authorize(Call const& call) {
    auto& caller = call->request.caller;
    // Not only of routes: the features' own rules about Superadmins are open too.
    if (settings_.authorization_open)
        caller.is_superadmin = true;
    if (!caller.may(call->route->permission))
        return fail(call, Error::forbidden());
    if (call->unreadable)
        return fail(call, *call->unreadable);
    switch (call->route->work) {
        case Work::none:
            return runPlain(call);
        case Work::glance:
            return transact(call, db::Mode::glance, &Dispatch::handle, &Dispatch::finish);
        case Work::quick_read:
            return transact(call, db::Mode::quick_read, &Dispatch::handle, &Dispatch::finish);
        case Work::read:
            return transact(call, db::Mode::read, &Dispatch::handle, &Dispatch::finish);
        case Work::write:
            return transact(call, db::Mode::write, &Dispatch::handle, &Dispatch::finish);
        case Work::offload:
            return runOn(workers_, call);
        case Work::remote:
            return runOn(remote_workers_, call);
        case Work::bulk:
            return runInBulk(call);
    }
}

void Dispatch::runPlain(Call const& call) {
    call->result = std::get<PlainHandler>(call->route->handler)(call->request);
    finish(call);
}

bool Dispatch::handle(Exchange& exchange, db::Transaction& transaction) {
    exchange.result.emplace(std::get<Handler>(exchange.route->handler
    )(exchange.request, transaction));
    return exchange.result->has_value();
}

void Dispatch::runOn(WorkerPool& workers, Call const& call) {
    if (!workers.submit([this, call] { offload(call); }))
        fail(call, Error::unavailable("the workers' line is full"));
}

void Dispatch::runInBulk(Call const& call) {
    call->client_gone = std::stop_source();
    call->request.client_gone = call->client_gone.get_token();
    auto const work = [this, call] {
        if (!call->request.client_gone.stop_requested())
            return offload(call);
        call->post([this, call] { fail(call, Error::unavailable("the client is gone")); });
    };
    if (bulk_workers_.submit(work))
        return;
    // Many exports at once are nobody's fault, so this is the answer and no failure.
    log::warning("request {} refused: the line of bulk work is full", call->request.request_id);
    call->result = problemOf(*call, Error::unavailable({}, kBulkRetryAfterS));
    finish(call);
}

void Dispatch::offload(Call const& call) {
    try {
        call->result.emplace(std::get<OffloadHandler>(call->route->handler
        )(call->request, database_));
    } catch (std::exception const& failure) {
        call->result.emplace(Error::internal(failure.what()));
    }
    call->post([this, call] { proceed(call, &Dispatch::finish); });
}

void Dispatch::transact(
    Call const& call, db::Mode mode, bool (Dispatch::*run)(Exchange&, db::Transaction&), Step next
) {
    // A transaction may be run again, so what a run left in `result` is forgotten by the next.
    // db::Failure is the database's to judge (retry or give up); any other exception is a bug.
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
        // What `run` refused is the answer, whatever would have come next.
        proceed(ended, ended->result ? &Dispatch::finish : next);
    };
    metrics_.jobSubmitted();
    // A short read may run on this thread, which is the call's: then nothing has to be posted.
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
    database_.run(mode, std::move(job));
}

Dialect const* Dispatch::dialectOf(std::string_view path) const {
    auto const found = std::ranges::find_if(settings_.dialects, [path](Dialect const& dialect) {
        return path.starts_with(dialect.prefix);
    });
    return found == settings_.dialects.end() ? nullptr : &*found;
}

std::string_view Dispatch::bodyTypeOf(Exchange const& exchange) const {
    auto const type = exchange.request.header("Content-Type");
    return dialectOf(exchange.request.path) == nullptr
               ? type
               : typeInDialect(type, exchange.incoming.body);
}

Response Dispatch::problemOf(Exchange const& exchange, Error const& error) const {
    auto response = problem(error);
    // A message that was refused before its path was read has none yet.
    auto const& path = exchange.request.path;
    auto const* dialect =
        dialectOf(path.empty() ? pathOf(exchange.incoming.target) : std::string_view(path));
    if (dialect == nullptr)
        return response;
    response.body = dialect->problem(error);
    if (exchange.route != nullptr)
        response.counted_status = std::exchange(response.status, 200);
    return response;
}

void Dispatch::fail(Call const& call, Error error) {
    call->result.emplace(std::move(error));
    finish(call);
}

void Dispatch::finish(Call const& call) {
    auto& result = *call->result;
    Response response;
    if (result) {
        response = std::move(*result);
    } else {
        response = problemOf(*call, result.error());
        auto const& error = result.error();
        if (statusCounted(response) >= 500 && !call->client_gone.stop_requested())
            log::error("request {} failed: {}", call->request.request_id, error.cause);
        else if (!error.cause.empty())
            log::warning("request {} refused: {}", call->request.request_id, error.cause);
    }
    if (response.later)
        answerLater(call, std::move(response));
    else
        answer(call, std::move(response));
}

void Dispatch::answerLater(Call const& call, Response response) {
    auto const later = std::exchange(response.later, {});
    later(std::move(response), [this, call](Response completed) {
        call->post([this, call, completed = std::move(completed)] { answer(call, completed); });
    });
}

void Dispatch::answer(Call const& call, Response response) {
    if (response.status == 201)
        response.status = settings_.created_status;
    record(*call, statusCounted(response));
    call->answer(std::move(response));
}

void Dispatch::record(Exchange const& exchange, int status) {
    auto const& request = exchange.request;
    auto const duration = std::chrono::steady_clock::now() - exchange.began;
    auto const route =
        exchange.route != nullptr ? router_.indexOf(*exchange.route) : router_.routes().size();
    metrics_.answered(route, status, duration);
    logAccess(request, exchange.incoming.target, status, duration);
}

}  // namespace antrean::http
