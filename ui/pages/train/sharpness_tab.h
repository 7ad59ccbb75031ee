// The tab that looks around where the run is: the loss along lines, the curvature in numbers, and how far
// sharpness depends on the scale of the weights.
#pragma once

#include "core/base/latest_job.h"
#include "ui/pages/train/run_tab.h"
#include "ui/pages/train/sharpness_work.h"

#include <functional>
#include <memory>
#include <variant>

class QStackedLayout;
class QStackedWidget;
class QTimer;

namespace lossarium::ui {

class ComboBox;
class CurvaturePanel;
class ElidedLabel;
class LinePanel;
class RescalingPanel;
class Session;
struct Branch;

/// What is seen is computed beside the window, anew for each moment that comes while it is seen.
class SharpnessTab : public RunTab {
  Q_OBJECT

 public:
  explicit SharpnessTab(Session& session, QWidget* parent = nullptr);

  QString title() const override;
  QString hint() const override;
  void showFrame(const RunFrame& frame) override;
  QString asText() const override;
  void setTheme(const Theme& theme) override;
  /// Whether what is seen is that of the moment and the settings that are shown.
  bool isCurrent() const;

 signals:
  /// The example with that index shall be opened.
  void exampleWanted(std::size_t index);

 protected:
  void hideEvent(QHideEvent* event) override;

 private:
  using Report = std::variant<std::monostate, LineReport, CurvatureReport, RescalingReport>;
  /// What is to be computed; two that compare equal give the same.
  struct Wish {
    QString view;
    LineWish line{};
    double radius = 0, factor = 1;
    Index layer = 1;

    bool operator==(const Wish&) const = default;
  };

  void arrange();
  void offer();
  QString branchTitle(const Branch& branch) const;
  void turn();
  void showHead();
  Wish wish() const;
  LineWish lineWish(const QString& view) const;
  QString waitingWords() const;
  void refresh();
  void begin(const Wish& wish);
  void take(std::int64_t order, const Report& report, qint64 milliseconds);
  void stop();
  std::function<Report(const Place&, const Progress&)> workFor(const Wish& wish) const;
  void display(const Report& report);

  Session& session_;
  ComboBox* view_;
  LinePanel* line_;
  CurvaturePanel* curvature_;
  RescalingPanel* rescaling_;
  ElidedLabel* words_;
  QStackedWidget* stack_;
  QStackedLayout* head_;  ///< beside the list: what there is to say, or what is to be turned
  QTimer *rest_, *waiting_;
  std::shared_ptr<const RunFrame> computed_;  ///< the moment that was asked for last,
  Wish computedWish_;                         ///< and what
  std::shared_ptr<OtherEnds> ends_;           ///< of the worker
  std::size_t offeredBranches_ = 0;           ///< that the list holds
  std::int64_t order_ = 0;                    ///< counts what was asked for
  bool busy_ = false;
  LatestJob job_;  // last: it ends before what it reports to
};

}  // namespace lossarium::ui
