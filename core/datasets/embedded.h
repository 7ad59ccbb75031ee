// The bundled tables, as they stand in resources/datasets.
#pragma once

#include <string_view>

namespace lossarium {

/// The bytes of a bundled file; empty if there is none of that name.
std::string_view embeddedTable(std::string_view name);

}  // namespace lossarium
