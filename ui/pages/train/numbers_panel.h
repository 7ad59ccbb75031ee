// The run in numbers: losses, the gradient, the fit in the data's own units. They line up.
#pragma once

#include "ui/pages/train/run_tab.h"

#include <array>
#include <vector>

class QGridLayout;
class QLabel;

namespace lossarium::ui {

struct NumberRow {
  QString name;
  QString value;
  QString hint;
};

/// Left what training is about, right the fit.
class NumbersPanel : public RunTab {
  Q_OBJECT

 public:
  explicit NumbersPanel(QWidget* parent = nullptr);
  QString title() const override;
  QString hint() const override;
  void showFrame(const RunFrame& frame) override;
  /// "name<tab>value", a line a row: what "copy" gives.
  QString asText() const override;

 private:
  struct Row {
    QLabel* name;
    QLabel* value;
  };
  void showColumn(int side, const std::vector<NumberRow>& rows);
  void setRow(int line, int side, const NumberRow& row);

  QGridLayout* grid_;
  std::array<std::vector<Row>, 2> columns_;
  std::array<std::size_t, 2> used_{};
};

}  // namespace lossarium::ui
