// The run in numbers: losses, the gradient, the fit in the data's own units. They line up.
#pragma once

#include <QWidget>

#include <vector>

class QGridLayout;
class QLabel;

namespace lossarium {
struct RunFrame;
}

namespace lossarium::ui {

class NumbersPanel : public QWidget {
  Q_OBJECT

 public:
  explicit NumbersPanel(QWidget* parent = nullptr);
  void showFrame(const RunFrame& frame);
  /// "name<tab>value", a line a row: what "copy" gives.
  QString asText() const;

 private:
  struct Row {
    QLabel* name;
    QLabel* value;
  };
  void setRow(std::size_t index, const QString& name, const QString& value);

  QGridLayout* grid_;
  std::vector<Row> rows_;
  std::size_t used_ = 0;
};

}  // namespace lossarium::ui
