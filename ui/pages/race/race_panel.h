// The settings of a race: the function and the start, how long, and who takes part.
#pragma once

#include "ui/pages/side_panel.h"
#include "ui/shell/theme.h"

#include <cstddef>
#include <string>
#include <vector>

class QLabel;
class QToolButton;

namespace lossarium::ui {

class ComboBox;
class EntrantCard;
class ParameterRows;
class RaceSession;

class RacePanel : public SidePanel {
  Q_OBJECT

 public:
  explicit RacePanel(RaceSession& session, QWidget* parent = nullptr);
  void setPresenting(bool presenting);
  void setTheme(const Theme& theme);
  /// The entrant that is followed.
  void follow(std::size_t index);

 signals:
  void picked(std::size_t index);

 private:
  void addFunction();
  void addSteps();
  void addEntrants();
  EntrantCard* addCard();
  void showPlan();
  void showFunction();
  void showEntrants();
  QLabel* addHeading(const QString& text);
  QLabel* addText();

  RaceSession& session_;
  ComboBox* function_;
  QLabel* formula_ = nullptr;
  QLabel* caption_ = nullptr;
  ParameterRows* functionRows_;
  ParameterRows* raceRows_;
  QLabel* rateNote_ = nullptr;
  QToolButton* calmRates_;
  QToolButton* add_;
  std::vector<EntrantCard*> cards_;
  std::string shownFunction_;
  std::size_t followed_ = 0;
  Theme theme_;
};

}  // namespace lossarium::ui
