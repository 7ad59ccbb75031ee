// The surfaces of a duel beside each other, a cell for each group of runs that descend the same objective,
// all seen from the same side.
#pragma once

#include "ui/plots/surface_scene.h"
#include "ui/shell/theme.h"
#include "ui/widgets/view_frame.h"

#include <QIcon>
#include <QString>

#include <vector>

class QGridLayout;
class QToolButton;

namespace lossarium::ui {

class SurfaceCell;

struct NamedSurface {
  SurfaceScene scene;
  QString name;                   ///< of its runs: "A MSE"
  std::vector<std::size_t> runs;  ///< whose balls stand before it
};

class SurfaceGrid : public ViewFrame {
  Q_OBJECT

 public:
  explicit SurfaceGrid(QWidget* parent = nullptr);

  void setScenes(std::vector<NamedSurface> surfaces);
  void openAtHome();
  void setTheme(const Theme& theme);
  bool isLogarithmic() const;
  void toggleContour();
  void toggleLogarithmic();
  void home();
  void top();
  void focusView();
  /// Whether another surface over the same plane is glided to.
  void setAnimated(bool animated);

 signals:
  /// Logarithm or map: the scenes are wanted anew.
  void changed();
  /// A name was clicked: that run is to be looked at.
  void picked(std::size_t run);
  /// A place on a surface, or of a run's way, by the surface's place among those that are shown.
  void startPicked(std::size_t surface, double a, double b);
  void momentPicked(std::size_t surface, qint64 step);

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  SurfaceGrid(QWidget* body, QWidget* parent);
  void addExports();
  void arrange();
  SurfaceCell* addCell();
  void link(const SurfaceCell& leader);

  QGridLayout* grid_;
  std::vector<SurfaceCell*> cells_;
  std::size_t shown_ = 0;
  int columns_ = 0;
  std::size_t arranged_ = 0;
  QToolButton* logarithmic_;
  QToolButton* contour_;
  QToolButton* home_;
  bool animated_ = true;
  Theme theme_;
};

}  // namespace lossarium::ui
