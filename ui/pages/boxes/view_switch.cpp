#include "ui/pages/boxes/view_switch.h"

#include <QHBoxLayout>
#include <QToolButton>

namespace lossarium::ui {

ViewSwitch::ViewSwitch(BoxesView own, QWidget* parent) : QWidget(parent) {
  struct Entry {
    BoxesView view;
    QString name, tip;
  };
  const Entry entries[] = {
      {BoxesView::pair, tr("Two boxes"), tr("A target and a prediction under the hand, and their race")},
      {BoxesView::simulation, tr("Simulation"),
       tr("1,715,000 boxes on their way under each loss, as Zheng et al. 2020 simulate it")}};
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 4);
  row->setSpacing(4);
  for (const Entry& entry : entries) {
    auto* button = new QToolButton(this);
    button->setObjectName(QStringLiteral("pageButton"));
    button->setText(entry.name);
    button->setAccessibleName(entry.name);
    button->setToolTip(entry.tip);
    button->setCheckable(true);
    button->setChecked(entry.view == own);
    button->setFocusPolicy(Qt::TabFocus);
    row->addWidget(button);
    connect(button, &QToolButton::clicked, this, [this, button, own, view = entry.view] {
      button->setChecked(view == own);
      if (view != own) emit wanted(view);
    });
  }
  row->addStretch(1);
}

}  // namespace lossarium::ui
