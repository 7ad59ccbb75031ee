// The tab that says what each training row adds to the loss, and how hard it pulls.
#pragma once

#include "ui/pages/train/run_tab.h"

#include <memory>
#include <string>

class QLabel;

namespace lossarium {
struct Ledger;
}

namespace lossarium::ui {

class LedgerTable;
class Session;

/// While it is seen it asks the run for its ledger.
class LedgerTab : public RunTab {
  Q_OBJECT

 public:
  explicit LedgerTab(Session& session, QWidget* parent = nullptr);

  QString title() const override;
  QString hint() const override;
  void showFrame(const RunFrame& frame) override;
  QString asText() const override;
  void setTheme(const Theme& theme) override;
  /// Marks a training row; −1: none.
  void light(int row);
  std::string csv() const;

 signals:
  /// A training row that is under the pointer, or was clicked; −1: none any more.
  void rowHovered(int row);
  void rowPicked(int row);

 protected:
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;

 private:
  Session& session_;
  QLabel* sentence_;
  LedgerTable* table_;
  std::shared_ptr<const Ledger> ledger_;
};

}  // namespace lossarium::ui
