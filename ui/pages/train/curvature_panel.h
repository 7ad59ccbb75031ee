// The curvature where the run is, in numbers, and how much the loss rises within a radius.
#pragma once

#include "ui/pages/train/sharpness_work.h"
#include "ui/plots/plot_style.h"

#include <QWidget>

#include <optional>

class QLabel;

namespace lossarium::ui {

class FunctionChart;
class NumberGrid;
class Slider;
struct Theme;

class CurvaturePanel : public QWidget {
  Q_OBJECT

 public:
  explicit CurvaturePanel(QWidget* parent = nullptr);

  double radius() const;
  void show(const CurvatureReport& report, const Place& place);
  void setTheme(const Theme& theme);
  QString asText() const;

 signals:
  void radiusChanged();
  void told(const QString& words);

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  QWidget* makeDial();
  void draw();

  NumberGrid *hessian_, *within_;
  FunctionChart* spectrum_;
  Slider* dial_;
  QLabel* dialValue_;
  QWidget* dialRow_;
  std::optional<CurvatureReport> report_;
  PlotStyle style_ = PlotStyle::light();
};

/// Whether steps at the present rate grow across the steepest valley, by the optimiser's own rule.
QString stabilityInWords(const CurvatureReport& report, const Place& place);

}  // namespace lossarium::ui
