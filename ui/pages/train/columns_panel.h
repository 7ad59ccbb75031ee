// The columns of a table: what each holds, and which of them are inputs and target. Every choice acts at
// once.
#pragma once

#include "core/base/value.h"

#include <QFrame>
#include <QString>

#include <map>
#include <memory>
#include <string>

class QGridLayout;
class QLabel;
class QScrollArea;

namespace lossarium {
struct Dataset;
struct TableSummary;
}  // namespace lossarium

namespace lossarium::ui {

class ComboBox;
class Session;

class ColumnsPanel : public QFrame {
  Q_OBJECT

 public:
  explicit ColumnsPanel(Session& session, QWidget* parent = nullptr);
  /// As a popup beside what opened it, inside the window. Pressed by the keyboard, it takes the keys; else it
  /// opens without taking any key away: Space closes it and runs.
  void openBeside(const QWidget& opener, bool pressed);

 protected:
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void showData();
  void rebuild();
  void addRow(std::size_t column, int line);
  void showChoice();
  void showTask();
  void chooseInput(const std::string& name, bool wanted);
  void chooseTarget(const std::string& name);
  void chooseTask(int item);
  void apply(std::map<std::string, Value> set);
  const Dataset& dataset() const;

  Session& session_;
  QScrollArea* scroll_;
  QWidget* table_ = nullptr;
  QGridLayout* grid_ = nullptr;
  QLabel* rows_;
  QLabel* message_;
  ComboBox* task_;
  std::shared_ptr<const TableSummary> shown_;
};

}  // namespace lossarium::ui
