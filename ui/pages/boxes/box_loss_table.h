// The losses of the two boxes as they are now, a line a loss: its value, the terms that add up to it, and its
// gradient; or why it has none. Below stands the chosen loss in words, with its parameters.
#pragma once

#include "core/base/value.h"
#include "core/boxes/box_terms.h"
#include "ui/pages/boxes/box_number_scale.h"
#include "ui/plots/plot_style.h"

#include <QFontMetrics>
#include <QTableWidget>
#include <QWidget>

#include <string>
#include <vector>

class QCheckBox;
class QLabel;

namespace lossarium::ui {

class ParameterRow;

struct BoxLossLine {
  Choice loss;
  bool shown = true;  ///< on the canvas and in the race
  BoxAnswer answer;
};

class BoxLossTable : public QWidget {
  Q_OBJECT

 public:
  explicit BoxLossTable(QWidget* parent = nullptr);

  /// In the order of their letters.
  /// `moment`: of which that is, if it is not that of the two boxes.
  void show(const std::vector<BoxLossLine>& lines, const QString& moment = {});
  using QWidget::show;
  void setStyle(const PlotStyle& style);
  /// Whether the chosen loss stands below in words.
  void setExplained(bool explained);
  /// Gradients by centre and size, or else by corners.
  void setByCentre(bool byCentre);
  /// Chooses a line without saying so.
  void select(const QString& loss);
  QString selectedLoss() const;

  /// What a line says: name, value, terms, and four numbers or a reason.
  QStringList textOf(int line) const;
  /// The chosen loss in words.
  QString details() const;

 signals:
  void shownChanged(const QString& loss, bool shown);
  void selected(const QString& loss);
  void parameterChanged(const QString& loss, const QString& parameter, const lossarium::Value& value);

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  void makeTable();
  void makeLines();
  void makeLine(int line);
  void writeHeads();
  void writeLine(int line);
  void writeGradient(int line);
  void writeDetails();
  void makeParameters();
  void showParameters();
  QString termsText(const BoxAnswer& answer, bool named) const;
  void fitColumns();
  void fitTerms(const QFontMetrics& metrics);
  void chooseLine(int line);
  const LossSpec& specOf(int line) const;
  QString nameOfLine(int line) const;

  QTableWidget* table_;
  QLabel* details_;
  QWidget* parameters_;
  std::vector<ParameterRow*> parameterRows_;
  std::vector<QCheckBox*> checks_;
  std::vector<BoxLossLine> lines_;
  QString moment_;
  PlotStyle style_ = PlotStyle::light();
  BoxNumberScale scale_;
  bool fitsTerms_ = true;  ///< with all decimals
  bool byCentre_ = false;
  bool namesTerms_ = false;
  int decimals_ = 3;
  int parametersOf_ = -1;
};

}  // namespace lossarium::ui
