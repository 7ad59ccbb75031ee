// The settings of the regression simulation: which losses, from how many anchor points, and the button that
// runs it.
#pragma once

#include "ui/pages/side_panel.h"
#include "ui/shell/theme.h"

#include <cstddef>
#include <vector>

class QCheckBox;
class QLabel;
class QToolButton;

namespace lossarium::ui {

class ParameterRows;
class SimulationSession;

class SimulationPanel : public SidePanel {
  Q_OBJECT

 public:
  explicit SimulationPanel(SimulationSession& session, QWidget* parent = nullptr);
  void setPresenting(bool presenting);
  void setTheme(const Theme& theme);

 private:
  struct LossRow {
    QCheckBox* runs;
    ParameterRows* parameters;  ///< null: it has none
  };

  void addHeading(const QString& text);
  QLabel* addText(const QString& text);
  void addLosses();
  LossRow makeLoss(std::size_t place);
  void addSlopes();
  void addPoints();
  void addRun();
  void showPlan();
  void showState();

  SimulationSession& session_;
  std::vector<LossRow> losses_;
  QLabel* about_ = nullptr;
  ParameterRows* points_ = nullptr;
  QCheckBox* published_ = nullptr;
  QToolButton* run_ = nullptr;
};

}  // namespace lossarium::ui
