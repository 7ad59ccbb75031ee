// The settings of two boxes: where they are, what of them is drawn, and how the race from one to the other
// goes.
#pragma once

#include "ui/pages/side_panel.h"
#include "ui/plots/box_canvas_scene.h"
#include "ui/shell/theme.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

class QCheckBox;
class QLabel;

namespace lossarium::ui {

class BoxEntry;
class BoxesSession;
class ComboBox;
class ParameterRows;

class PairPanel : public SidePanel {
  Q_OBJECT

 public:
  explicit PairPanel(BoxesSession& session, QWidget* parent = nullptr);
  void setPresenting(bool presenting);
  void setTheme(const Theme& theme);
  const BoxMarks& marks() const { return marks_; }
  /// Ticks these and no others, without saying so.
  void setMarks(const BoxMarks& marks);
  /// Whether boxes are entered by centre and size.
  bool tellsCentre() const;
  /// With a picture a y counts from its upper edge.
  void setTop(std::optional<double> top);

 signals:
  void marksChanged();
  void tellingChanged();

 private:
  void addBoxes();
  void addMarks();
  void addRace();
  void showPlan();
  QLabel* addHeading(const QString& text);

  BoxesSession& session_;
  BoxEntry* entry_;
  ComboBox* coordinates_;
  ComboBox* optimizer_;
  ParameterRows* optimizerRows_;
  ParameterRows* stepRows_;
  QLabel* unitNote_;
  BoxMarks marks_;
  std::vector<std::pair<QCheckBox*, bool BoxMarks::*>> markBoxes_;
  std::optional<double> top_;
  std::string shownOptimizer_;
};

}  // namespace lossarium::ui
