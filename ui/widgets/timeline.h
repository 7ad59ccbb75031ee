// The run as a line from its start to the last planned epoch: what has been reached, the moment that is
// shown, where something was changed, where branches left. Plain data in, wishes out.
#pragma once

#include "ui/plots/plot_style.h"

#include <QString>
#include <QWidget>

#include <cstddef>
#include <optional>
#include <vector>

namespace lossarium::ui {

struct Theme;

/// A place on the line with what is to be said of it.
struct TimelineMark {
  double epoch = 0;
  QString label;
};

/// A run that left the present one at `from` and got as far as `to`.
struct TimelineBranch {
  std::size_t run = 0;
  double from = 0, to = 0;
  QString label;
};

/// Everything in epochs; a batch is a fraction of one.
struct TimelineScene {
  double end = 1;  ///< the last planned epoch, or the last one reached
  double reached = 0;
  double shown = 0;   ///< the moment that the views show
  bool past = false;  ///< whether that is before the latest one
  QString readout;    ///< that moment in words
  QString unit = {};  ///< what is counted: "step"; empty: epochs
  std::vector<TimelineMark> seams;
  std::optional<TimelineMark> best;  ///< the epoch of the least validation loss
  std::vector<TimelineBranch> branches;
};

class Timeline : public QWidget {
  Q_OBJECT

 public:
  explicit Timeline(QWidget* parent = nullptr);

  void setScene(TimelineScene scene);
  const TimelineScene& scene() const { return scene_; }
  void setTheme(const Theme& theme);
  /// The pixel of an epoch on the line.
  QPointF placeOf(double epoch) const;
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 signals:
  /// Dragged or clicked there; beyond what was reached it is the latest moment.
  void sought(double epoch);
  void headWanted();
  void startWanted();
  /// One forth or back.
  void batchStepped(int direction);
  void epochStepped(int direction);
  void branchPicked(std::size_t run);

 protected:
  bool event(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  QString unit() const;
  double lineHeight() const;
  double laneHeight(std::size_t branch) const;
  double epochAt(double x) const;
  double handle() const { return dragged_ ? *dragged_ : scene_.shown; }
  const TimelineBranch* branchAt(QPointF place) const;
  QString tipAt(QPointF place) const;
  void seek(double x);
  void hover(std::optional<QPointF> place);

  /// Of its star; empty where there is none.
  QRectF bestBox() const;
  void paintTrack(QPainter& painter) const;
  void paintBranches(QPainter& painter) const;
  void paintMarks(QPainter& painter) const;
  void paintHandle(QPainter& painter) const;
  void paintTexts(QPainter& painter) const;

  TimelineScene scene_;
  PlotStyle style_;
  QColor paper_;
  std::optional<double> dragged_;  ///< where the handle is held, until the views have followed
  bool dragging_ = false;
  std::optional<QPointF> pointer_;
  int wheel_ = 0;  ///< what is left of a notch
};

}  // namespace lossarium::ui
