// What a tab at the bottom right of the training page is: one way of reading the run.
#pragma once

#include <QMargins>
#include <QString>
#include <QWidget>

#include <optional>

namespace lossarium {
struct RunFrame;
}

namespace lossarium::ui {

struct Theme;

/// Only the tab that is seen is shown frames. What costs while it is seen begins and ends with its showEvent
/// and hideEvent.
class RunTab : public QWidget {
  Q_OBJECT

 public:
  using QWidget::QWidget;

  /// One word.
  virtual QString title() const = 0;
  /// What there is to read in it, in one sentence.
  virtual QString hint() const = 0;
  virtual void showFrame(const RunFrame& frame) = 0;
  /// What "copy" gives: a line a row, cells apart by tabs.
  virtual QString asText() const = 0;
  virtual void setTheme(const Theme&) {}

 protected:
  /// In a filled window lines stay short enough to read across, and the type is larger. Called once the
  /// layout is there.
  void keepReadable();
  void resizeEvent(QResizeEvent* event) override;

 private:
  void fitToWidth();

  std::optional<QMargins> margins_;  ///< of the layout, where it is kept readable
};

}  // namespace lossarium::ui
