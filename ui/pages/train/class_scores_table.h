// Precision, recall and F1 of each class, by part of the data.
#pragma once

#include "core/training/metrics.h"

#include <QStringList>
#include <QWidget>

#include <vector>

class QGridLayout;
class QLabel;

namespace lossarium::ui {

class ClassScoresTable : public QWidget {
  Q_OBJECT

 public:
  struct Part {
    QString title;  ///< "training"
    std::vector<ClassScores> classes;
  };

  explicit ClassScoresTable(QWidget* parent = nullptr);
  void show(const QStringList& classNames, const std::vector<Part>& parts);
  /// A heading, then "part<tab>class<tab>precision<tab>recall<tab>F1<tab>rows".
  QString asText() const;

 private:
  void setLine(int line, const QStringList& cells);
  void hideLinesFrom(int line);

  QGridLayout* grid_;
  std::vector<std::vector<QLabel*>> lines_;
  std::vector<QStringList> texts_;
};

}  // namespace lossarium::ui
