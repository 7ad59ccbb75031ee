// Findings below each other, each with its heading; beside each other where there is room. It scrolls where
// there is little.
#pragma once

#include "ui/pages/boxes/simulation_words.h"

#include <QFrame>

#include <vector>

class QGridLayout;
class QLabel;
class QScrollArea;

namespace lossarium::ui {

class FindingsCard : public QFrame {
  Q_OBJECT

 public:
  explicit FindingsCard(QWidget* parent = nullptr);

  void showFindings(const std::vector<SimulationFinding>& findings);
  /// As high as what it says, but no higher than that; hidden while there is nothing to say.
  void setMostHeight(int height);
  /// A line a finding.
  QString asText() const;

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  struct Row {
    QLabel* heading;
    QLabel* text;
  };

  void arrange();
  void fit();

  QScrollArea* scroll_;
  QWidget* body_;
  QGridLayout* grid_;
  std::vector<Row> rows_;
  std::vector<SimulationFinding> findings_;
  int mostHeight_ = 200;
};

}  // namespace lossarium::ui
