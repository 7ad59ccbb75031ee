#include "ui/pages/timeline_wishes.h"

#include "ui/session/playable.h"
#include "ui/widgets/timeline.h"

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

}  // namespace lossarium::ui
