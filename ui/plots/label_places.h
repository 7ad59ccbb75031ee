// Finds labels a place where they cover neither each other nor, if that can be, the lines of a plot.
#pragma once

#include <QLineF>
#include <QRectF>

#include <optional>
#include <vector>

namespace lossarium::ui {

class LabelPlaces {
 public:
  explicit LabelPlaces(const QRectF& bounds) : bounds_(bounds) {}

  /// No label comes here.
  void keepFree(const QRectF& area) { taken_.push_back(area); }
  /// Labels cross this only where nothing else is left.
  void avoid(const QLineF& line) { lines_.push_back(line); }
  void avoidEdges(const QRectF& box);

  /// The best of the places wanted, given by their centres and the most wanted first; it is taken then. None
  /// where all of them are.
  std::optional<QRectF> place(QSizeF size, const std::vector<QPointF>& centres);

 private:
  bool isFree(const QRectF& label) const;
  int crossings(const QRectF& label) const;

  QRectF bounds_;
  std::vector<QRectF> taken_;
  std::vector<QLineF> lines_;
};

}  // namespace lossarium::ui
