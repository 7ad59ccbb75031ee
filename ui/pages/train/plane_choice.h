// Which plane the loss surface is cut through.
#pragma once

#include "ui/widgets/combo_box.h"

class QToolButton;

namespace lossarium::ui {

class Session;

/// A list in the title of the surface; of a model with two weights there is nothing to choose, and it hides.
class PlaneChoice : public ComboBox {
  Q_OBJECT

 public:
  explicit PlaneChoice(Session& session, QWidget* parent = nullptr);

  /// Draws other random directions; shown while that is the plane.
  QToolButton* anotherButton() const { return another_; }
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 private:
  void follow();
  void choose();
  void drawAnother();

  Session& session_;
  QToolButton* another_;
};

}  // namespace lossarium::ui
