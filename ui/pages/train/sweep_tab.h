// The tab that tries a grid of two settings in the background and maps where each run ends.
#pragma once

#include "core/base/latest_job.h"
#include "core/training/sweep.h"
#include "ui/pages/train/run_tab.h"

#include <memory>
#include <optional>
#include <vector>

class QLabel;
class QLayout;
class QProgressBar;
class QToolButton;

namespace lossarium::ui {

class ComboBox;
class Session;
class SweepMap;
struct SweepPicture;

class SweepTab : public RunTab {
  Q_OBJECT

 public:
  explicit SweepTab(Session& session, QWidget* parent = nullptr);

  QString title() const override;
  QString hint() const override;
  void showFrame(const RunFrame& frame) override;
  QString asText() const override;
  void setTheme(const Theme& theme) override;
  std::shared_ptr<const Sweep> sweep() const { return sweep_; }

 private:
  void arrange();
  void explain();
  QLayout* makeChoice();
  void offerAxes();
  Index trainingRows() const;
  void offer(ComboBox* box, const std::string& wanted);
  const SweepAxis* chosenAxis(const ComboBox* box) const;
  void toggle();
  void begin();
  void take(std::int64_t order, std::shared_ptr<const Sweep> sweep);
  void end(std::int64_t order, const QString& message);
  void tell(const QString& text);
  void showSweep();
  SweepPicture picture() const;
  void open(int i, int j);

  Session& session_;
  ComboBox* x_;
  ComboBox* y_;
  QToolButton* run_;
  QProgressBar* progress_;
  QLabel* words_;
  QLabel* line_;  ///< below a map, in the place of the words
  SweepMap* map_;
  std::vector<SweepAxis> axes_;  ///< that can be chosen
  Experiment offeredFor_;
  Index offeredRows_ = 0;  ///< training rows that there were then
  std::shared_ptr<const Sweep> sweep_;
  std::int64_t order_ = 0;  ///< counts what was asked for
  bool running_ = false;
  bool playsNext_ = false;  ///< the run of a cell that was clicked, once it is built
  LatestJob job_;           // last: it ends before what it reports to
};

}  // namespace lossarium::ui
