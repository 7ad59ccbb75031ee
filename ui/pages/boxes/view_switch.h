// The two views of the page Boxes as buttons, for the top of each one's panel.
#pragma once

#include <QWidget>

namespace lossarium::ui {

enum class BoxesView { pair, simulation };

class ViewSwitch : public QWidget {
  Q_OBJECT

 public:
  /// Of the panel that belongs to `own`.
  explicit ViewSwitch(BoxesView own, QWidget* parent = nullptr);

 signals:
  void wanted(lossarium::ui::BoxesView view);
};

}  // namespace lossarium::ui
