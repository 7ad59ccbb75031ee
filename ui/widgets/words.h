// The core's texts, which are UTF-8, for widgets.
#pragma once

#include <QString>

#include <string_view>

namespace lossarium::ui {

inline QString words(std::string_view text) {
  return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

}  // namespace lossarium::ui
