// The tab that says in words how the run goes, with its evidence, and offers what would help.
#pragma once

#include "core/base/latest_job.h"
#include "core/training/diagnosis.h"
#include "ui/pages/train/run_tab.h"

#include <memory>
#include <vector>

class QTimer;
class QVBoxLayout;

namespace lossarium::ui {

class FindingCard;
class RemedyNote;
class Session;

/// While it is seen it examines the newest frame beside the window's thread, a few times a second at most and
/// no more than a tenth of the time.
class DiagnosisTab : public RunTab {
  Q_OBJECT

 public:
  explicit DiagnosisTab(Session& session, QWidget* parent = nullptr);

  QString title() const override;
  QString hint() const override;
  void showFrame(const RunFrame& frame) override;
  QString asText() const override;
  /// What is shown.
  const std::vector<Finding>& findings() const { return findings_; }

 private:
  void examine();
  void take(const std::vector<Finding>& findings, qint64 milliseconds);
  void show(const std::vector<Finding>& findings);
  void rebuild();

  Session& session_;
  QVBoxLayout* column_;
  RemedyNote* note_;
  QTimer* rest_;  ///< until the next examination
  std::vector<Finding> findings_;
  std::vector<FindingCard*> cards_;
  std::shared_ptr<const RunFrame> examined_;
  bool busy_ = false;
  LatestJob job_;  // last: it ends before what it reports to
};

}  // namespace lossarium::ui
