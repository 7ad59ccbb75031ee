// Metrics by name and part of the data: a row a metric, a column each for training, validation and test.
#pragma once

#include "core/training/run_metrics.h"

#include <QWidget>

#include <array>
#include <vector>

class QGridLayout;
class QLabel;

namespace lossarium::ui {

class MetricsTable : public QWidget {
  Q_OBJECT

 public:
  explicit MetricsTable(QWidget* parent = nullptr);
  /// Where there are test rows that are not open, their column says so; `whenOpened` tells of those that are.
  void show(const RunMetrics& metrics, bool hasTest, const QString& whenOpened = {});
  /// A heading, then "name<tab>training<tab>…".
  QString asText() const;
  /// Metrics that cannot judge these targets, each with its reason; empty if there are none.
  static QString leftOut(const RunMetrics& metrics);

 private:
  static constexpr int parts = 3;
  struct Row {
    QLabel* name;
    std::array<QLabel*, parts> values;
  };
  Row& row(std::size_t index);
  void showRow(Row& row, const RunMetrics& metrics, std::size_t metric) const;
  QString cell(const SplitMetrics* part, std::size_t metric, const std::string& unit, int column) const;

  QGridLayout* grid_;
  Row heading_;
  std::vector<Row> rows_;
  std::size_t used_ = 0;
  std::array<bool, parts> shown_{true, false, false};
};

}  // namespace lossarium::ui
