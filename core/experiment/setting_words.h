// Settings as people read them: "Huber" and "learning rate 0.1", not "huber" and "learning_rate=0.1".
#pragma once

#include "core/base/value.h"

#include <string>

namespace lossarium {

/// The last part of a key such as "optimizer.learning_rate": "learning rate".
std::string nameInWords(const std::string& key);
/// The title of what an id names ("loss.id", "optimizer.id" …); else the value as a user would type it,
/// but for counts: "1,200".
std::string valueInWords(const std::string& key, const Value& value);

}  // namespace lossarium
