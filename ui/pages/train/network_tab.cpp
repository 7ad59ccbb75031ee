#include "ui/pages/train/network_tab.h"

#include "ui/pages/train/scenes.h"
#include "ui/plots/network_view.h"
#include "ui/session/session.h"
#include "ui/shell/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStackedLayout>

namespace lossarium::ui {

NetworkTab::NetworkTab(Session& session, QWidget* parent)
    : RunTab(parent),
      session_(session),
      view_(new NetworkView(this)),
      invitation_(makeInvitation()),
      stack_(new QStackedLayout(this)) {
  stack_->addWidget(invitation_);
  stack_->addWidget(view_);
}

QWidget* NetworkTab::makeInvitation() {
  auto* invitation = new QWidget(this);
  auto* words = new QLabel(tr("Choose the model Network to see what each of its units makes of the data."));
  words->setWordWrap(true);
  auto* button = new QPushButton(tr("Network"));
  button->setAccessibleName(tr("Choose the model Network"));
  button->setToolTip(
      tr("Layers of units in the place of the present model; the run starts anew. Undo brings "
         "the other back."));
  connect(button, &QPushButton::clicked, this, [this] {
    session_.apply({{"model.id", std::string("mlp")}});
  });
  auto* row = new QHBoxLayout(invitation);
  row->setContentsMargins(16, 4, 16, 4);
  row->setSpacing(16);
  row->addWidget(words, 1);
  row->addWidget(button, 0, Qt::AlignVCenter);
  return invitation;
}

QString NetworkTab::title() const { return tr("Network"); }

QString NetworkTab::hint() const {
  return tr(
      "What each unit of a network makes of the data, and how strongly they are connected. Double-click "
      "fills the window with it");
}

void NetworkTab::showFrame(const RunFrame& frame) {
  const bool network = UnitMap::applies(*frame.problem);
  stack_->setCurrentWidget(network ? static_cast<QWidget*>(view_) : invitation_);
  if (network && frame.units) view_->setScene(networkScene(frame.units));
}

QString NetworkTab::asText() const {
  return stack_->currentWidget() == view_ ? view_->asText() : invitation_->findChild<QLabel*>()->text();
}

void NetworkTab::setTheme(const Theme& theme) { view_->setPlotStyle(theme.plots); }

void NetworkTab::showEvent(QShowEvent* event) {
  RunTab::showEvent(event);
  session_.wantUnits(true);
}

void NetworkTab::hideEvent(QHideEvent* event) {
  session_.wantUnits(false);
  RunTab::hideEvent(event);
}

}  // namespace lossarium::ui
