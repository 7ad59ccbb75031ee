// The colours of the loss and their numbers, upright beside a plot area.
#pragma once

#include "ui/plots/loss_scale.h"
#include "ui/plots/plot_style.h"

#include <QGraphicsItem>
#include <QString>
#include <QStringList>

namespace lossarium::ui {

class ColorBar : public QGraphicsItem {
 public:
  explicit ColorBar(QGraphicsItem* parent = nullptr);

  void setScale(const LossScale& scale, const QString& title);
  void setStyle(const PlotStyle& style);
  /// To the right of this plot area.
  void setPlotArea(const QRectF& area);
  /// Pixels needed to the right of the plot area.
  double neededWidth() const;

  QRectF boundingRect() const override;
  void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

 private:
  double labelWidth() const;

  LossScale scale_;
  QString title_;
  QStringList labels_;
  PlotStyle style_;
  QRectF area_;
};

}  // namespace lossarium::ui
