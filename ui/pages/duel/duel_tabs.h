// What is read of a duel beside its pictures, a tab each: all curves, every run in every metric, and what
// each row costs each run.
#pragma once

#include "ui/shell/theme.h"
#include "ui/widgets/view_frame.h"

#include <string>

class QLabel;
class QStackedWidget;
class QTabBar;

namespace lossarium {
struct Problem;
}

namespace lossarium::ui {

class ComboBox;
class CurveChart;
class DuelSession;
class LedgerTable;
class MatrixTable;
class TestSeal;
enum class CurveRows;

class DuelTabs : public ViewFrame {
  Q_OBJECT

 public:
  explicit DuelTabs(DuelSession& session, QWidget* parent = nullptr);
  void setTheme(const Theme& theme);
  void showFrame();
  void setLogarithmic(bool logarithmic);
  /// Marks a training row; −1: none.
  void light(int row);

 signals:
  /// A training row that is under the pointer; −1: none any more.
  void rowHovered(int row);

 protected:
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;

 private:
  enum Tab { curvesTab, matrixTab, ledgerTab };

  DuelTabs(DuelSession& session, QStackedWidget* stack, QWidget* parent);
  void addTab(QWidget* page, const QString& title, const QString& hint);
  QWidget* makeMatrix();
  QWidget* makeLedger();
  void addControls();
  void addExports();
  void offer();
  void offerRows(const Problem& problem);
  CurveRows chosenRows() const;
  void bringToFront(int index);
  void askForWhatIsSeen();
  void showCurves();
  void showMatrix();
  void showLedger();
  std::string csv() const;

  DuelSession& session_;
  QStackedWidget* stack_;
  QTabBar* bar_;
  CurveChart* curves_;
  MatrixTable* matrix_;
  LedgerTable* ledger_;
  QLabel* sentence_;
  ComboBox* metric_;
  ComboBox* rows_;
  ComboBox* measure_;  ///< of the ledger
  TestSeal* seal_;
  bool logarithmic_ = false;
  bool rowsAreChosen_ = false;  ///< by the user, for as long as there are such rows
  Theme theme_;
};

}  // namespace lossarium::ui
