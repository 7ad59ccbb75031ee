// Many data points as one graphics item: a series of a chart would make an item of every point.
#pragma once

#include "ui/plots/axis_ticks.h"

#include <QGraphicsItem>
#include <QPointF>
#include <QVector>

#include <array>
#include <optional>

namespace lossarium::ui {

enum class Marker { disc, ring, diamond };

/// How large marks are when there are so many; from 5,000 on they are also translucent.
double markRadius(qsizetype count);
void paintMark(QPainter& painter, Marker marker, QPointF centre, double radius, const PlotStyle& style);

/// One set of points for each marker. An index counts through all of them, in the order of `Marker`.
class PointCloudItem : public QGraphicsItem {
 public:
  using Sets = std::array<QVector<QPointF>, 3>;

  /// `cached` keeps the picture of a large cloud, so that a line moving over it does not paint it anew.
  PointCloudItem(QGraphicsItem* parent, bool cached);

  void setPoints(const Sets& sets);
  void setScale(const PlotScale& scale);
  void setStyle(const PlotStyle& style);

  qsizetype count() const;
  QPointF point(qsizetype index) const;
  Marker marker(qsizetype index) const;
  /// The point whose mark is nearest to a pixel, within `reach`.
  std::optional<qsizetype> pointNear(QPointF pixel, double reach) const;

  QRectF boundingRect() const override;
  void paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) override;

 private:
  void paintSet(QPainter& painter, Marker marker) const;
  void paintStamps(QPainter& painter, Marker marker) const;
  void chooseCache();

  Sets sets_;
  PlotScale scale_;
  PlotStyle style_ = PlotStyle::light();
  bool cached_;
};

}  // namespace lossarium::ui
