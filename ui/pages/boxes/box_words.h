// What the page of boxes says in words, the same wherever it says it.
#pragma once

#include "core/boxes/box_terms.h"

#include <QString>

namespace lossarium::ui {

/// What becomes of boxes without width or height, or whose corners come in another order; else empty.
QString degenerateWords(const Eigen::Vector4d& target, const Eigen::Vector4d& prediction, bool byCentre);
/// Why there is no gradient: "no common area"; empty where there is one.
QString absenceWords(GradientAbsence absence);

}  // namespace lossarium::ui
