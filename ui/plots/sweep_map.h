// A map of where runs end: a cell for each pair of two settings, coloured by its final loss while the map
// fills.
#pragma once

#include "ui/plots/plot_style.h"

#include <QString>
#include <QStringList>
#include <QWidget>

#include <optional>
#include <vector>

namespace lossarium::ui {

enum class SweepState { waiting, ended, diverged, refused };

struct SweepPictureCell {
  SweepState state = SweepState::waiting;
  double loss = 0;
  QString hint;  ///< what stands beside the pointer

  bool operator==(const SweepPictureCell&) const = default;
};

struct SweepPicture {
  QString xTitle, yTitle, lossTitle;
  int lossDigits = 3;                   ///< with which the least is told from the others
  QStringList x, y;                     ///< the values along the axes; y upwards
  std::vector<SweepPictureCell> cells;  ///< (i, j) has the index j·x.size() + i
  std::optional<QPoint> best;           ///< the least loss
  std::optional<QPoint> present;        ///< the settings that are in force

  bool operator==(const SweepPicture&) const = default;
};

/// From which loss on all have the last colour: a hundred times the least or ten times the middle one,
/// whichever is more, so that neither a few perfect fits nor a few wild ones take all colours for themselves;
/// the greatest where that is less, or losses can be negative. There is at least one.
double lastColoured(std::vector<double> losses);
/// Which share of the colours a loss has: its logarithm where losses are positive. `greatest` and more, and
/// what diverged, has the last colour.
double sweepFraction(double loss, double least, double greatest);

class SweepMap : public QWidget {
  Q_OBJECT

 public:
  explicit SweepMap(QWidget* parent = nullptr);
  void showPicture(SweepPicture picture);
  void setPlotStyle(const PlotStyle& style);
  QRectF cellRect(int i, int j) const;
  QSize minimumSizeHint() const override;

 signals:
  void picked(int i, int j);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  bool event(QEvent* event) override;

 private:
  QRectF mapRect() const;
  /// In a small panel the axes' titles are left to what stands around the map.
  bool hasTitles() const;
  std::optional<QPoint> cellAt(QPointF position) const;
  const SweepPictureCell& cell(QPoint place) const;
  void paintCell(QPainter& painter, QPoint place, double least, double greatest) const;
  void paintLoss(QPainter& painter, const QRectF& area, double loss) const;
  void paintEndless(QPainter& painter, const QRectF& area) const;
  void paintLabels(QPainter& painter) const;
  void paintMark(QPainter& painter, QPoint place, bool best) const;
  void choose(QPoint place);

  PlotStyle style_ = PlotStyle::light();
  SweepPicture picture_;
  std::optional<QPoint> chosen_;  ///< under the pointer or by the arrow keys
  std::optional<QPoint> pressed_;
};

}  // namespace lossarium::ui
