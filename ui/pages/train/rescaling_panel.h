// One layer made larger, the next as much smaller: what the network computes stays, raw sharpness does not.
#pragma once

#include "ui/pages/train/sharpness_work.h"
#include "ui/plots/plot_style.h"

#include <QWidget>

#include <optional>

class QLabel;
class QStackedLayout;
class QToolButton;

namespace lossarium::ui {

class ElidedLabel;
class FunctionChart;
class NumberGrid;
class Slider;
struct Theme;

class RescalingPanel : public QWidget {
  Q_OBJECT

 public:
  explicit RescalingPanel(QWidget* parent = nullptr);

  /// Why it does not apply to a model, or its layers; `why` is a sentence, empty where it does.
  void setModel(const QString& why, Index layers);
  /// Layer and factor, to be laid out by whoever shows the panel; to be seen while `applies`.
  QWidget* dial() const { return dialRow_; }
  bool applies() const { return applies_; }
  Index layer() const { return layer_; }
  double factor() const;
  void show(const RescalingReport& report);
  void setTheme(const Theme& theme);
  QString asText() const;

 signals:
  /// Layer or factor.
  void changed();
  /// An experiment to which it applies is wanted.
  void exampleWanted();

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  QWidget* makeInvitation();
  QWidget* makePictures();
  QWidget* makeDial();
  void nextLayer();
  void tellDial();
  void tell();
  void draw();

  FunctionChart *raw_, *filter_;
  NumberGrid* numbers_;
  Slider* dial_;
  QLabel* dialValue_;
  QToolButton* layerButton_;
  QLabel* why_;
  ElidedLabel* words_;
  QWidget *charts_, *dialRow_, *invitation_, *pictures_;
  QStackedLayout* stack_;
  Index layer_ = 1, layers_ = 1;
  bool applies_ = false;
  std::optional<RescalingReport> report_;
  PlotStyle style_ = PlotStyle::light();
};

}  // namespace lossarium::ui
