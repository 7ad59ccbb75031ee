// Numbers on contour lines: along the line, on a straight stretch, apart from each other.
#pragma once

#include "ui/plots/plot_style.h"

#include <QPolygonF>
#include <QRectF>
#include <QString>

#include <functional>
#include <vector>

QT_BEGIN_NAMESPACE
class QPainter;
QT_END_NAMESPACE

namespace lossarium::ui {

double lineLength(const QPolygonF& line);

class ContourLabels {
 public:
  /// `isFree`: whether a number may take this room.
  ContourLabels(const PlotStyle& style, std::function<bool(const QRectF& room)> isFree);

  /// A shorter line, in pixels, is not worth a number.
  void setLeastLength(double pixels) { leastLength_ = pixels; }
  /// How many have found a place.
  std::size_t count() const { return taken_.size(); }
  /// Where they stand.
  const std::vector<QRectF>& rooms() const { return taken_; }
  /// None if the line is short or winds everywhere.
  void paint(QPainter& painter, const QPolygonF& line, const QString& text, const QColor& paper);

 private:
  bool isTaken(const QRectF& room) const;

  const PlotStyle& style_;
  std::function<bool(const QRectF&)> isFree_;
  double leastLength_ = 130;
  std::vector<QRectF> taken_;
};

}  // namespace lossarium::ui
