// What a race and a duel share in time: they run, stand, and go step by step, all entrants at once.
#pragma once

#include "core/training/live_course.h"
#include "ui/session/playable.h"

#include <cstdint>
#include <functional>
#include <utility>

namespace lossarium::ui {

template <class Course>
class PlayedCourse : public Playable {
 public:
  static constexpr std::int64_t largeStep = 10;

  void play() {
    plays_ = true;
    live_.play();
  }
  void pause() {
    plays_ = false;
    live_.pause();
  }
  void toggle() override { plays_ ? pause() : play(); }
  void stepBatch() override {
    plays_ = false;
    live_.step();
  }
  void stepEpoch() override {
    for (std::int64_t k = 0; k < largeStep; ++k) stepBatch();
  }
  void stepBackBatch() override {
    plays_ = false;
    live_.stepBack();
  }
  void stepBackEpoch() override { goTo(stepShown() - largeStep); }
  void goTo(std::int64_t step) override {
    plays_ = false;
    live_.goTo(step);
  }
  void goToHead() override {
    plays_ = false;
    live_.goToHead();
  }

 protected:
  /// `notify` is called on another thread; the course ends before the object to which it belongs.
  explicit PlayedCourse(std::function<void()> notify) : live_(std::move(notify)) {}

  /// Of the frame that is shown; 0 if there is none.
  virtual std::int64_t stepShown() const = 0;
  LiveCourse<Course>& live() { return live_; }
  /// Whether it shall go on by itself: a frame of that may still be on its way.
  bool plays() const { return plays_; }
  void setPlays(bool plays) { plays_ = plays; }

 private:
  bool plays_ = false;
  LiveCourse<Course> live_;
};

}  // namespace lossarium::ui
