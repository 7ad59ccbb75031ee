// Every run in every metric; the best of each column is marked, and whose own game it is.
#pragma once

#include "core/duel/duel.h"
#include "core/duel/duel_plan.h"
#include "ui/shell/theme.h"

#include <QTableWidget>

#include <cstddef>
#include <string>
#include <vector>

namespace lossarium::ui {

enum class CurveRows;

class MatrixTable : public QTableWidget {
  Q_OBJECT

 public:
  explicit MatrixTable(QWidget* parent = nullptr);

  void showMatrix(const DuelPlan& plan, const DuelMatrix& matrix, CurveRows rows, std::size_t chosen);
  void setTheme(const Theme& theme);
  /// With every digit, as spreadsheets read numbers.
  std::string asCsv() const;
  QString asMarkdown() const;

 signals:
  void picked(std::size_t run);

 private:
  void write(int row, int column, const QString& text, bool best, bool own, const QString& tip);
  void fitColumns();
  QStringList cells(int row) const;

  Theme theme_;
  QStringList shownColumns_;
  Matrix values_;
  bool keepsWidths_ = false;  ///< columns only grow
};

}  // namespace lossarium::ui
