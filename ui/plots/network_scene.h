// A network at one moment, and what its ends are called.
#pragma once

#include "core/training/unit_map.h"
#include "ui/plots/axis_ticks.h"

#include <QString>
#include <QStringList>

#include <memory>

namespace lossarium::ui {

struct NetworkScene {
  std::shared_ptr<const UnitFields> fields;  ///< null: nothing is drawn
  QStringList inputNames;
  QStringList outputNames;
  QString activation;
  AxisRange targets;  ///< of a regression: the scale of its output
  bool classes = false;
};

/// A unit, or if `from` is set the line that comes to it from that unit of the layer before. Layer 0 are the
/// inputs, counted as they are drawn.
struct NetworkPlace {
  std::size_t layer = 0;
  Index unit = 0;
  Index from = -1;

  bool isLine() const { return from >= 0; }
  bool operator==(const NetworkPlace&) const = default;
};

/// The place of its bias or weight among the weights; −1 for an input.
Index weightOf(const UnitFields& fields, const NetworkPlace& place);

}  // namespace lossarium::ui
