// The tab that says what the fit is worth by every yardstick, on rows that were learnt from and on others.
#pragma once

#include "ui/pages/train/run_tab.h"

class QLabel;
class QStackedWidget;
class QToolButton;

namespace lossarium {
struct RunMetrics;
}

namespace lossarium::ui {

class ClassScoresTable;
class ConfusionView;
class MetricsTable;
class Session;
class TestSeal;

/// While it is seen it asks the run for metrics.
class MetricsTab : public RunTab {
  Q_OBJECT

 public:
  explicit MetricsTab(Session& session, QWidget* parent = nullptr);

  QString title() const override;
  QString hint() const override;
  void showFrame(const RunFrame& frame) override;
  QString asText() const override;
  void setTheme(const Theme& theme) override;

 protected:
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;

 private:
  void showSeal(const RunFrame& frame);
  void showConfusion(const RunMetrics& metrics);
  void showNotes(const RunFrame& frame);

  Session& session_;
  MetricsTable* table_;
  ConfusionView* confusion_;
  QToolButton* confusionButton_;
  ClassScoresTable* scores_;
  TestSeal* seal_;
  QLabel* notes_;
};

}  // namespace lossarium::ui
