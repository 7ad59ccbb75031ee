// A map over the disc of anchor points: what a loss leaves of the error at each place. Many points are
// counted into square cells, each with its mean; few are dots. Nothing is drawn where no point lies.
#pragma once

#include "ui/plots/axis_ticks.h"
#include "ui/plots/loss_scale.h"
#include "ui/plots/plot_style.h"

#include <QPointF>
#include <QString>
#include <QWidget>

#include <cstdint>
#include <optional>
#include <vector>

namespace lossarium::ui {

struct AnchorPlace {
  QPointF place = {};  ///< a cell's middle, or a point
  double error = 0;
  std::int64_t points = 1;  ///< that the error is a mean of

  bool operator==(const AnchorPlace&) const = default;
};

struct AnchorScene {
  std::vector<AnchorPlace> places;
  double cell = 0;  ///< side of the squares that they are; 0: dots
  /// What the colours reach over; none: the errors of the places.
  std::vector<double> scaledBy = {};
  bool logarithmic = true;
  QString errorTitle;
  QString emptyHint = {};
};

class AnchorMap : public QWidget {
  Q_OBJECT

 public:
  explicit AnchorMap(QWidget* parent = nullptr);

  void setScene(AnchorScene scene);
  const AnchorScene& scene() const { return scene_; }
  void setPlotStyle(const PlotStyle& style);
  /// The same laid out anew for `area`, without what the pointer is on: for PNG and SVG.
  void paintTo(QPainter& painter, const QRectF& area) const;
  /// "Cut off at …", where a linear scale is.
  QString note() const;

  /// Where the plane falls in the widget.
  PlotScale plotScale() const { return plotScale(rect()); }
  /// What is read off under the pointer or by the arrow keys: place, error, points.
  std::vector<ReadoutRow> readout() const;

  QSize minimumSizeHint() const override { return {240, 180}; }

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  bool event(QEvent* event) override;

 private:
  PlotScale plotScale(const QRectF& whole) const;
  double dotRadius(const PlotScale& scale) const;
  std::optional<std::size_t> placeAt(QPointF pixel) const;
  std::optional<std::size_t> placeBeyond(std::size_t from, QPointF direction) const;
  void choose(std::optional<std::size_t> place);
  QRectF cellOf(const AnchorPlace& place, const PlotScale& scale) const;
  void paintDisc(QPainter& painter, const PlotScale& scale) const;
  void paintPlaces(QPainter& painter, const PlotScale& scale) const;
  void paintCell(QPainter& painter, const QRectF& cell, const PlotScale& scale) const;
  void paintTargets(QPainter& painter, const PlotScale& scale) const;
  void paintAxes(QPainter& painter, const QRectF& whole, const PlotScale& scale) const;
  void paintColours(QPainter& painter, const PlotScale& scale) const;
  void paintChosen(QPainter& painter, const PlotScale& scale) const;

  AnchorScene scene_;
  LossScale colours_;
  PlotStyle style_ = PlotStyle::light();
  std::optional<std::size_t> chosen_;
};

}  // namespace lossarium::ui
