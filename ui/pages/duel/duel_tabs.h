// What else there is to read of a duel: every run in every metric.
#pragma once

#include "ui/shell/theme.h"
#include "ui/widgets/view_frame.h"

class QTabBar;

namespace lossarium::ui {

class ComboBox;
class DuelSession;
class MatrixTable;
class TabStack;
class TestSeal;

class DuelTabs : public ViewFrame {
  Q_OBJECT

 public:
  explicit DuelTabs(DuelSession& session, QWidget* parent = nullptr);
  void setTheme(const Theme& theme);
  void showFrame();

 protected:
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;

 private:
  DuelTabs(DuelSession& session, TabStack* stack, QWidget* parent);
  QWidget* makeMatrix();
  void showMatrix();
  void askForWhatIsSeen();

  DuelSession& session_;
  TabStack* stack_;
  QTabBar* bar_;
  MatrixTable* matrix_;
  ComboBox* rows_;
  TestSeal* seal_;
};

}  // namespace lossarium::ui
