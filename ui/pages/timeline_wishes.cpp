#include "ui/pages/timeline_wishes.h"

#include "ui/session/playable.h"
#include "ui/widgets/number_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace lossarium::ui {

void connectWishes(Timeline& timeline, Playable& playable) {
  QObject::connect(&timeline, &Timeline::sought, &timeline,
                   [&playable](double step) { playable.goTo(std::llround(step)); });
  QObject::connect(&timeline, &Timeline::headWanted, &timeline, [&playable] { playable.goToHead(); });
  QObject::connect(&timeline, &Timeline::startWanted, &timeline, [&playable] { playable.goTo(0); });
  QObject::connect(&timeline, &Timeline::batchStepped, &timeline, [&playable](int direction) {
    direction > 0 ? playable.stepBatch() : playable.stepBackBatch();
  });
  QObject::connect(&timeline, &Timeline::epochStepped, &timeline, [&playable](int direction) {
    direction > 0 ? playable.stepEpoch() : playable.stepBackEpoch();
  });
}

TimelineScene stepTimeline(std::int64_t step, std::int64_t head, std::int64_t planned) {
  TimelineScene scene;
  scene.end = static_cast<double>(std::max(planned, head));
  scene.reached = static_cast<double>(head);
  scene.shown = static_cast<double>(step);
  scene.past = step < head;
  scene.unit = QCoreApplication::translate("Timeline", "step");
  scene.readout = QCoreApplication::translate("Timeline", "step %1").arg(grouped(step));
  return scene;
}

}  // namespace lossarium::ui
