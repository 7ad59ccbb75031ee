// Confusion matrices beside each other: rows are what is, columns what was predicted; the fuller a cell of
// its row, the darker.
#pragma once

#include "core/base/matrix.h"
#include "ui/plots/plot_style.h"

#include <QString>
#include <QStringList>
#include <QWidget>

#include <vector>

namespace lossarium::ui {

struct ConfusionPicture {
  QString title;  ///< "training"
  Matrix counts;  ///< actual × predicted

  bool operator==(const ConfusionPicture&) const = default;
};

class ConfusionView : public QWidget {
  Q_OBJECT

 public:
  explicit ConfusionView(QWidget* parent = nullptr);
  void show(const QStringList& classNames, std::vector<ConfusionPicture> pictures);
  void setPlotStyle(const PlotStyle& style);
  /// A block for each matrix: its title and the predicted classes, then a line for each actual class.
  QString asText() const;
  QSize minimumSizeHint() const override;
  QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  bool event(QEvent* event) override;

 private:
  /// Where things are: names at the left, then the matrices.
  struct Layout {
    double names = 0;
    double cell = 0;
    double line = 0;
    double height = 0;  ///< of a cell
    double between = 0;
  };
  Layout layOut() const;
  QFont textFont() const;
  QRectF cellAt(const Layout& layout, std::size_t picture, Index actual, Index predicted) const;
  void paintPicture(QPainter& painter, const Layout& layout, std::size_t picture) const;
  void paintCell(QPainter& painter, const QRectF& cell, double count, double share, bool right) const;
  QString describe(QPointF position) const;

  PlotStyle style_ = PlotStyle::light();
  QStringList classNames_;
  std::vector<ConfusionPicture> pictures_;
};

}  // namespace lossarium::ui
