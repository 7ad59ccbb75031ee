// Early stopping seen: a ruler that lies on the validation curve, from its best epoch as long as the
// patience, and fills up with each epoch that brings nothing better.
#pragma once

#include "ui/plots/axis_ticks.h"
#include "ui/plots/plot_style.h"

#include <QColor>
#include <QPainter>
#include <QRectF>
#include <QString>

#include <optional>
#include <vector>

namespace lossarium::ui {

struct PatienceRuler {
  double best = 0;      ///< the epoch of the least validation loss
  double patience = 0;  ///< in epochs; 0: nobody waits, only the best epoch is marked
  double now = 0;       ///< the present epoch
  double value = 0;     ///< the validation loss at its best
  QColor color;         ///< of the validation curve
  QString words = {};   ///< how long the patience is and what is left of it

  /// How far it has filled, 0 … 1.
  double filled() const;
  bool operator==(const PatienceRuler&) const = default;
};

/// `y` is where the value lies, in the axis' own measure; the words keep off the boxes that are `taken`.
void paintPatienceRuler(QPainter& painter, const PatienceRuler& ruler, const PlotScale& scale, double y,
                        const std::vector<QRectF>& taken, const PlotStyle& style);

}  // namespace lossarium::ui
