// The settings of a duel: who takes part and in what each differs, and below, what all share.
#pragma once

#include "ui/pages/side_panel.h"
#include "ui/shell/theme.h"

#include <cstddef>
#include <string>
#include <vector>

class QLabel;
class QMenu;
class QToolButton;

namespace lossarium::ui {

class ContenderCard;
class DuelSession;
class SectionPanel;

class DuelPanel : public SidePanel {
  Q_OBJECT

 public:
  explicit DuelPanel(DuelSession& session, QWidget* parent = nullptr);
  void setPresenting(bool presenting);
  void setTheme(const Theme& theme);

 signals:
  void closeUpWanted(std::size_t index);

 private:
  void addContenders();
  void addShared();
  ContenderCard* addCard();
  void showPlan();
  void showContenders();
  void showShared();
  void showStates();
  void offer();
  QLabel* addHeading(const QString& text);

  DuelSession& session_;
  QToolButton* compare_;
  QMenu* menu_;
  QLabel* note_;
  std::vector<ContenderCard*> cards_;
  std::vector<SectionPanel*> sections_;
  std::vector<std::string> losses_;  ///< that suit the data
  Theme theme_;
};

}  // namespace lossarium::ui
