// The numbers being served, as answers and broadcasts show them.
#pragma once

#include "http/Answer.hpp"
#include "http/Shape.hpp"
#include "queue/QueueStore.hpp"

#include <boost/json/object.hpp>

namespace antrean::queue {

inline constexpr http::Key kCurrentKeys[] = {
    {"queue_number_anamnesa", http::shape::orNull(http::shape::integer)},
    {"queue_number_with_doctor", http::shape::orNull(http::shape::integer)},
};
inline constexpr http::Shape kCurrentShape = http::shape::object(kCurrentKeys, "CurrentNumbers");

inline boost::json::object currentObject(CurrentNumbers const& numbers) {
    return {
        {"queue_number_anamnesa", http::orNull(numbers.anamnesa)},
        {"queue_number_with_doctor", http::orNull(numbers.with_doctor)},
    };
}

}  // namespace antrean::queue
