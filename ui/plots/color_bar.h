// Colours and their numbers, upright beside a plot area: of the loss, or of any other value.
#pragma once

#include "ui/plots/axis_ticks.h"
#include "ui/plots/loss_scale.h"
#include "ui/plots/plot_style.h"

#include <QGraphicsItem>
#include <QString>
#include <QStringList>

#include <vector>

namespace lossarium::ui {

class ColorBar : public QGraphicsItem {
 public:
  explicit ColorBar(QGraphicsItem* parent = nullptr);

  void setScale(const LossScale& scale, const QString& title);
  /// An even scale from the first colour to the last.
  void setRange(AxisRange range, const QString& title);
  void setStyle(const PlotStyle& style);
  /// Of numbers and title: less than 1 while those of another unit come.
  void setPresence(double presence);
  /// To the right of this plot area.
  void setPlotArea(const QRectF& area);
  /// Pixels needed to the right of the plot area.
  double neededWidth() const;

  QRectF boundingRect() const override;
  void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

 private:
  double labelWidth() const;

  QString title_;
  std::vector<double> places_;  ///< of the labels, as fractions of the scale; none: no bar
  QStringList labels_;
  PlotStyle style_;
  double presence_ = 1;
  QRectF area_;
};

}  // namespace lossarium::ui
