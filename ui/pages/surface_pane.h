// A surface in its frame: in three dimensions or as a map, with the buttons that belong to both.
#pragma once

#include "ui/plots/surface_scene.h"
#include "ui/shell/theme.h"
#include "ui/widgets/view_frame.h"

#include <vector>

class QStackedWidget;
class QToolButton;

namespace lossarium::ui {

class ContourMap;
class SurfaceView;

class SurfacePane : public ViewFrame {
  Q_OBJECT

 public:
  /// `controls` come first in the title row: what says which surface it is.
  explicit SurfacePane(const QString& title, const std::vector<QWidget*>& controls = {},
                       QWidget* parent = nullptr);

  void setScene(SurfaceScene scene);
  /// The next surface is of something new: it is looked at from where most can be seen.
  void openAtHome();
  void setTheme(const Theme& theme);
  /// Whether another height over the same plane is glided to.
  void setAnimated(bool animated);
  bool isLogarithmic() const;
  bool namesArrows() const;
  void toggleContour();
  void toggleLogarithmic();
  void setLogarithmic(bool logarithmic);
  void home();
  void top();
  /// The view that is shown takes the keys.
  void focusView();

 signals:
  /// Logarithm, arrows or map: the scene is wanted anew.
  void changed();
  void startPicked(double a, double b);
  void startDragged(double a, double b);
  void startDropped();
  void momentPicked(qint64 step);

 private:
  SurfacePane(const QString& title, QStackedWidget* views, const std::vector<QWidget*>& controls,
              QWidget* parent);
  void connectViews();
  void addExports();

  QStackedWidget* views_;
  SurfaceView* surface_;
  ContourMap* map_;
  QToolButton* arrows_;
  QToolButton* logarithmic_;
  QToolButton* contour_;
  QToolButton* home_;
  Theme theme_;
};

}  // namespace lossarium::ui
