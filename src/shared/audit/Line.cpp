#include "audit/Line.hpp"

#include "base/Fold.hpp"
#include "db/Transaction.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <utility>

namespace antrean::audit {
namespace {

using boost::json::object;
using clinic::Directory;
using db::Transaction;

constexpr std::int64_t kLookedAtMax = 2'000;

std::optional<object> objectOf(std::optional<std::string> const& text) {
    return text ? std::optional(boost::json::parse(*text).as_object()) : std::nullopt;
}

Line lineOf(Entry entry) {
    return {
        entry.id,
        std::move(entry.created_at),
        entry.user_id,
        std::move(entry.user_name),
        std::move(entry.kind),
        std::move(entry.action),
        entry.object_id,
        std::move(entry.object_name),
        objectOf(entry.before),
        objectOf(entry.after),
        std::move(entry.address),
        std::move(entry.request_id),
    };
}

boost::json::value labelOf(Directory const& directory, std::int64_t status_id) {
    auto const status = directory.status(status_id);
    return status.is_object() ? status.as_object().at("label") : nullptr;
}

object statusOf(Directory const& directory, std::int64_t status_id) {
    return {{"status_id", status_id}, {"status", labelOf(directory, status_id)}};
}

Line lineOf(VisitChange change, Directory const& directory) {
    Line line;
    line.id = change.seq;
    line.created_at = std::move(change.created_at);
    line.user_id = change.user_id;
    line.user_name = std::move(change.user_name);
    line.kind = kVisitKind;
    line.action = std::move(change.kind);
    line.object_id = change.reservation_id;
    line.object_name = directory.numberOnScreen(change.poly_id, change.queue_number);
    if (change.before_status_id)
        line.before = statusOf(directory, *change.before_status_id);
    line.after = statusOf(directory, change.after_status_id);
    line.after->emplace("poly_id", change.poly_id);
    line.after->emplace("date", change.date);
    line.after->emplace("queue_number", change.queue_number);
    if (change.note)
        line.after->emplace("note", *change.note);
    return line;
}

// Gives the lines of the selection, whatever is searched.
void listSelected(
    Transaction& transaction,
    Question const& question,
    Directory const& directory,
    std::function<bool(Line&&)> const& each
) {
    if (question.source == kVisits)
        listVisitChanges(transaction, question.selection, [&](VisitChange&& change) {
            return each(lineOf(std::move(change), directory));
        });
    else
        listEntries(transaction, question.selection, [&](Entry&& entry) {
            return each(lineOf(std::move(entry)));
        });
}

std::string textOf(Line const& line) {
    auto text = line.user_name.value_or("") + '\n' + line.object_name.value_or("") + '\n' +
                line.address.value_or("");
    for (auto const* fields : {&line.before, &line.after})
        if (*fields)
            text += '\n' + boost::json::serialize(**fields);
    return text;
}

class Matcher {
public:
    explicit Matcher(Question const& question)
        : action_(question.action), folded_(text::fold(question.search)) {}

    bool operator()(Line const& line) const {
        if (!action_.empty() && line.action != action_)
            return false;
        return folded_.empty() || text::fold(textOf(line)).find(folded_) != std::string::npos;
    }
    bool takesAll() const { return action_.empty() && folded_.empty(); }

private:
    std::string const& action_;
    std::string const folded_;
};

}  // namespace

Lines listLines(
    Transaction& transaction,
    Question const& question,
    Directory const& directory,
    std::int64_t size
) {
    Matcher const matches(question);
    auto const looked_at_max = matches.takesAll() ? size : kLookedAtMax;
    auto limited = question;
    limited.selection.size = looked_at_max + 1;
    Lines page;
    Cursor last;
    std::int64_t looked_at = 0;
    listSelected(transaction, limited, directory, [&](Line&& line) {
        if (std::ssize(page.lines) == size || looked_at == looked_at_max) {
            page.next = last;
            return false;
        }
        ++looked_at;
        last = {line.created_at, line.id};
        if (matches(line))
            page.lines.push_back(std::move(line));
        return true;
    });
    return page;
}

void listAll(
    Transaction& transaction,
    Question const& question,
    Directory const& directory,
    std::function<bool(Line const&)> const& each
) {
    Matcher const matches(question);
    listSelected(transaction, question, directory, [&](Line&& line) {
        return !matches(line) || each(line);
    });
}

}  // namespace antrean::audit
