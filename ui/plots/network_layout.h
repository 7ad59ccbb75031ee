// Where a network's units and lines are drawn: a column a layer, or where that is too low for its units two
// or three beside each other.
#pragma once

#include "ui/plots/network_scene.h"

#include <QPainterPath>
#include <QPointF>
#include <QRectF>

#include <optional>
#include <vector>

namespace lossarium::ui {

class NetworkLayout {
 public:
  NetworkLayout() = default;
  /// In `area`, in pixels; `drawn` says how many units of each layer.
  NetworkLayout(const QRectF& area, std::vector<Index> drawn);

  /// The least height at which units can be told apart.
  static double leastHeight(const std::vector<Index>& drawn);

  std::size_t layers() const { return drawn_.size(); }
  Index units(std::size_t layer) const { return drawn_[layer]; }
  double side(std::size_t layer) const { return sides_[layer]; }
  double centre(std::size_t layer) const { return centres_[layer]; }
  /// From one column's middle to the next.
  double spacing() const { return spacing_; }
  QRectF tile(std::size_t layer, Index unit) const;
  QPainterPath line(const NetworkPlace& place) const;
  /// The unit under a pixel, or else the line nearest to it within `reach`.
  std::optional<NetworkPlace> placeAt(QPointF pixel, double reach) const;

 private:
  struct Curve {
    QPointF from, fromHandle, toHandle, to;
    QPointF at(double t) const;
  };
  Curve curve(const NetworkPlace& place) const;
  double distance(QPointF pixel, const NetworkPlace& place) const;

  /// A hidden layer of so many units in as many columns as let them be largest.
  struct Fold {
    Index columns = 1;
    double side = 0;
  };
  Fold foldFor(Index units, double room) const;
  Index rows(std::size_t layer) const { return (drawn_[layer] + columns_[layer] - 1) / columns_[layer]; }

  QRectF area_;
  std::vector<Index> drawn_;
  std::vector<Index> columns_;  ///< of each layer
  std::vector<double> sides_, centres_, pitches_;
  double spacing_ = 0;
};

}  // namespace lossarium::ui
