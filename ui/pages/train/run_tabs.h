// The view at the bottom right of the training page: several ways of reading the run, one at a time.
#pragma once

#include "ui/widgets/view_frame.h"

#include <memory>
#include <vector>

class QTabBar;

namespace lossarium {
struct RunFrame;
}

namespace lossarium::ui {

class LedgerTab;
class RunTab;
class Session;
class TabStack;

/// It is as high as its first tab wants to be; the others scroll where that is too little.
class RunTabs : public ViewFrame {
  Q_OBJECT

 public:
  explicit RunTabs(Session& session, QWidget* parent = nullptr);

  void showFrame(const std::shared_ptr<const RunFrame>& frame);
  void setTheme(const Theme& theme);
  /// Of the tab that is seen.
  QString asText() const;
  /// The step is explained by this point of the data view; away from points by the one that pulls hardest.
  void followPoint(int index);
  /// The ledger marks the row of this point of the data view; −1: none.
  void lightPoint(int index);
  /// Brings a tab to the front, by its title; false if there is none.
  bool select(const QString& title);
  /// Leaves the row of tabs alone; a press on one then asks to be filled.
  void setFolded(bool folded);

 signals:
  /// The example with that index shall be opened.
  void exampleWanted(std::size_t index);
  /// The ledger's line of this point of the data view is under the pointer; −1: none, or it is not drawn.
  void pointHovered(int index);

 protected:
  void showEvent(QShowEvent* event) override;

 private:
  RunTabs(Session& session, TabStack* stack, QWidget* parent);
  void add(RunTab* tab);
  void bringToFront(int index);
  void refresh();
  RunTab* shown() const;
  void connectLedger(LedgerTab* ledger);
  int trainingRowOf(int point) const;
  int pointOf(int trainingRow) const;
  void explainRow(int trainingRow);

  TabStack* stack_;
  QTabBar* bar_;
  std::vector<RunTab*> tabs_;
  LedgerTab* ledger_ = nullptr;
  QAction* saveLedger_ = nullptr;
  std::shared_ptr<const RunFrame> frame_;
  bool folded_ = false;
  bool pressedFolded_ = false;  ///< by the last press on a tab
};

}  // namespace lossarium::ui
