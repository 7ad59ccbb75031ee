// The loss along a line through the space of weights, as a curve of each split.
#pragma once

#include "ui/pages/train/sharpness_work.h"
#include "ui/plots/function_chart.h"

#include <QWidget>

namespace lossarium::ui {

struct Theme;

class LinePanel : public QWidget {
  Q_OBJECT

 public:
  explicit LinePanel(QWidget* parent = nullptr);

  /// `lossTitle` names the axis of values.
  void show(const LineReport& report, const QString& lossTitle);
  void setTheme(const Theme& theme);
  /// The curves, a row a place.
  QString asText() const;

 signals:
  /// What there is to say of the line, or of the place that is read.
  void told(const QString& words);

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void draw();
  void read(double t);

  FunctionChart* chart_;
  LineReport report_;
  QString lossTitle_;
  PlotStyle style_ = PlotStyle::light();
};

/// What there is to say of a line: where it turns, or how high the ridge is between its ends.
QString lineInWords(const LineReport& report);

}  // namespace lossarium::ui
