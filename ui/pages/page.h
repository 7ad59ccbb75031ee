// What the window asks of every page.
#pragma once

#include "ui/shell/theme.h"

#include <QWidget>

namespace lossarium::ui {

class Page : public QWidget {
  Q_OBJECT

 public:
  using QWidget::QWidget;

  virtual void setTheme(const Theme& theme) = 0;
  virtual void toggleLogarithmic() = 0;
  /// Between three dimensions and a map, where there is a surface.
  virtual void toggleContour() {}
  virtual void home() = 0;
  /// A surface is seen from straight above.
  virtual void top() {}
  /// Fills the page with one view, or goes back to all views.
  virtual void toggleFill() = 0;
  virtual bool isFilled() const = 0;
  /// Before a class: what explains itself there is left out, pictures have the room.
  virtual void setPresenting(bool) {}
  /// Whether what changes glides to its new look.
  virtual void setAnimated(bool) {}
  /// The main view takes the keys.
  virtual void focusView() = 0;
};

}  // namespace lossarium::ui
