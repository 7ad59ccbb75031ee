// The tab that shows what the optimiser holds of each weight: the weight, its gradient, its memories and how
// far it goes.
#pragma once

#include "ui/pages/train/run_tab.h"

#include <memory>
#include <vector>

class QLabel;

namespace lossarium {
class Model;
}

namespace lossarium::ui {

class StateStrips;
struct StatePicture;

/// What there is to see of a moment: for each weight its value, the last change and gradient, the optimiser's
/// memories and its effective rate. The weights' names are left to the caller.
StatePicture statePicture(const RunFrame& frame);

class StateTab : public RunTab {
  Q_OBJECT

 public:
  explicit StateTab(QWidget* parent = nullptr);

  QString title() const override;
  QString hint() const override;
  void showFrame(const RunFrame& frame) override;
  QString asText() const override;
  void setTheme(const Theme& theme) override;

 private:
  QLabel* notes_;
  StateStrips* strips_;
  std::shared_ptr<const Model> named_;  ///< whose weights have these names
  std::vector<QString> names_;
};

}  // namespace lossarium::ui
