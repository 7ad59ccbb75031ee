// One of several surfaces: whose it is, and the surface in three dimensions or as a map.
#pragma once

#include "ui/plots/surface_scene.h"
#include "ui/shell/theme.h"

#include <QWidget>

#include <vector>

class QLabel;
class QStackedWidget;

namespace lossarium::ui {

class ContourMap;
class SurfaceView;

class SurfaceCell : public QWidget {
  Q_OBJECT

 public:
  explicit SurfaceCell(QWidget* parent = nullptr);

  /// The name is left out where there is no other.
  void show(SurfaceScene scene, const QString& name, const std::vector<std::size_t>& runs, bool named);
  void setContour(bool contour);
  void setAnimated(bool animated);
  void setTheme(const Theme& theme);
  SurfaceView& view() const { return *view_; }
  ContourMap& map() const { return *map_; }
  QString name() const;
  void focusView();
  /// Paints what is shown.
  void paintTo(QPainter& painter, const QRectF& area, bool vector) const;

 signals:
  /// Its name was clicked: the first of its runs is to be looked at.
  void picked(std::size_t run);
  void startPicked(double a, double b);
  void momentPicked(qint64 step);

 protected:
  void mousePressEvent(QMouseEvent* event) override;

 private:
  void showBalls();
  void applyStyle();

  QLabel* balls_;
  QLabel* name_;
  QWidget* head_;
  QStackedWidget* views_;
  SurfaceView* view_;
  ContourMap* map_;
  std::vector<std::size_t> runs_;
  bool small_ = false;
  Theme theme_;
};

}  // namespace lossarium::ui
