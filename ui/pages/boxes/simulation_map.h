// What one loss leaves, by anchor point: as a map, or in three dimensions where there are enough points for
// cells; with the choice of the loss in its title row.
#pragma once

#include "ui/plots/surface_scene.h"
#include "ui/session/simulation_session.h"
#include "ui/shell/theme.h"
#include "ui/widgets/view_frame.h"

#include <cstddef>
#include <memory>

class QStackedWidget;
class QToolButton;

namespace lossarium::ui {

class AnchorMap;
class ComboBox;
class SurfaceView;

class SimulationMap : public ViewFrame {
  Q_OBJECT

 public:
  explicit SimulationMap(QWidget* parent = nullptr);

  /// `place` is that of the loss in the plan. Without results: an empty disc.
  void showResults(std::shared_ptr<const SimulationResults> results, std::size_t place);
  void setTheme(const Theme& theme);
  void setAnimated(bool animated);
  bool isLogarithmic() const;
  void setLogarithmic(bool logarithmic);
  void toggleContour();
  void home();
  void top();
  void focusView();

 signals:
  void picked(std::size_t place);

 private:
  SimulationMap(QStackedWidget* views, QWidget* parent);
  void addControls();
  void addExports();
  void offerLosses();
  void refresh();
  bool showsMap() const;

  QStackedWidget* views_;
  AnchorMap* map_;
  SurfaceView* surface_;
  ComboBox* loss_;
  QToolButton* common_;
  QToolButton* logarithmic_;
  QToolButton* contour_;
  QToolButton* home_;
  Theme theme_;
  std::shared_ptr<const SimulationResults> results_;
  std::size_t place_ = 0;
  std::shared_ptr<const Surface> heights_;
  std::shared_ptr<const SimulatedLoss> heightsOf_;
};

}  // namespace lossarium::ui
