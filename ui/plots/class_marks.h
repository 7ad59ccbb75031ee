// Classes are told apart by colour and by the shape of their marks, so that print without colour can be read.
#pragma once

#include "core/base/matrix.h"
#include "ui/plots/plot_style.h"

#include <QPainter>
#include <QRectF>
#include <QStringList>

#include <vector>

namespace lossarium::ui {

QColor classColor(Index label, const PlotStyle& style);
/// Of the region where a class is the most probable; `share` of `classes` says how strong.
QColor regionColor(Index label, double share, Index classes, const PlotStyle& style);
/// Filled: a training row; open: a validation row. `radius` in pixels.
void paintClassMark(QPainter& painter, Index label, bool filled, QPointF centre, double radius,
                    const PlotStyle& style);
/// Only its outline, close around it.
void outlineClassMark(QPainter& painter, Index label, QPointF centre, double radius);

/// Which rows besides the training rows are shown: their marks are explained.
enum class HeldOut { none, validation, test, both };

/// The names of the classes with their marks, from the right, in as many rows as they need but three at most.
struct LegendEntry {
  Index label = -1;  ///< −1: no class but words
  bool filled = true;
  QString text;
  QPointF baseline;  ///< of the text, from the legend's top right corner
};
struct Legend {
  std::vector<LegendEntry> entries;
  int rows = 0;
  double width = 0;  ///< of a column
};
/// `first` is the room in the first row, `width` that in the others, in pixels.
Legend layOutLegend(const QStringList& names, HeldOut held, double first, double width,
                    const PlotStyle& style);
/// All in one column; then the places count from its top left corner.
Legend stackedLegend(const QStringList& names, HeldOut held, const PlotStyle& style);
void paintLegend(QPainter& painter, const Legend& legend, QPointF topRight, const PlotStyle& style);

}  // namespace lossarium::ui
