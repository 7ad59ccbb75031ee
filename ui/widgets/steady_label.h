// A label that keeps room for its widest text, so that nothing moves while its numbers change.
#pragma once

#include <QEvent>
#include <QLabel>

namespace lossarium::ui {

class SteadyLabel : public QLabel {
 public:
  explicit SteadyLabel(const QString& widest, QWidget* parent = nullptr) : QLabel(parent), widest_(widest) {
    fit();
  }
  /// Or takes only what its text needs.
  void setSteady(bool steady) {
    steady_ = steady;
    fit();
  }

 protected:
  void changeEvent(QEvent* event) override {
    QLabel::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) fit();
  }

 private:
  void fit() { setMinimumWidth(steady_ ? fontMetrics().horizontalAdvance(widest_) : 0); }

  QString widest_;
  bool steady_ = true;
};

}  // namespace lossarium::ui
