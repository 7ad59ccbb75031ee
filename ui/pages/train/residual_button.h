// What is drawn of the residuals: a button that goes from one picture to the next.
#pragma once

#include "ui/pages/train/residual_scene.h"

#include <QToolButton>

namespace lossarium::ui {

/// Of a regression: as they pull, as what the loss makes of them, none. Of a classifier: bars of what the
/// true class is given, or none.
class ResidualButton : public QToolButton {
  Q_OBJECT

 public:
  explicit ResidualButton(QWidget* parent = nullptr);

  /// Follows the task; hidden over a field, which has no residuals.
  void follow(const RunFrame& frame, bool field);
  ResidualPicture picture() const;

 signals:
  void changed();

 private:
  void next();
  void name();

  bool classes_ = false;
  ResidualPicture residuals_;
  bool bars_;
};

}  // namespace lossarium::ui
