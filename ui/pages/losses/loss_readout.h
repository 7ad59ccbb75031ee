// The drawn losses at the marker: colour, name, value, slope and curvature, in columns that line up.
#pragma once

#include "ui/pages/losses/loss_scenes.h"

#include <QWidget>

#include <array>
#include <vector>

class QGridLayout;
class QLabel;

namespace lossarium::ui {

class LossReadout : public QWidget {
  Q_OBJECT

 public:
  explicit LossReadout(QWidget* parent = nullptr);
  void show(const QString& where, const std::vector<LossReading>& readings);
  /// "name<tab>value<tab>slope<tab>curvature", a line a loss.
  QString asText() const;

 private:
  struct Row {
    QLabel* name;
    std::array<QLabel*, 3> numbers;
  };
  void addRow();

  QGridLayout* grid_;
  QLabel* where_;
  std::vector<Row> rows_;
  std::size_t used_ = 0;
};

}  // namespace lossarium::ui
