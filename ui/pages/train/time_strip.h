// The strip below the views: the timeline, "branch here" at a past moment, and the branches where there are
// any.
#pragma once

#include "ui/widgets/timeline.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QMenu;
class QToolButton;
QT_END_NAMESPACE

namespace lossarium {
struct RunFrame;
}

namespace lossarium::ui {

class Branches;
class Session;

/// What the timeline draws of a run and of the branches that share its start.
TimelineScene timelineScene(const RunFrame& frame, const Branches& branches);

class TimeStrip : public QWidget {
  Q_OBJECT

 public:
  explicit TimeStrip(Session& session, QWidget* parent = nullptr);
  void setTheme(const Theme& theme);

 private:
  void connectTimeline();
  void showRun();
  void showBranches();

  Session& session_;
  Timeline* timeline_;
  QToolButton* branchHere_;
  QToolButton* branches_;
  QMenu* menu_;
};

}  // namespace lossarium::ui
