#include "ui/pages/train/network_tab.h"

#include "ui/pages/train/scenes.h"
#include "ui/plots/network_view.h"
#include "ui/session/session.h"
#include "ui/shell/theme.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/stepper.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <string>
#include <string_view>

namespace lossarium::ui {
namespace {

constexpr int lowPanel = 280;  // pixels: below that units are small and have no titles

}  // namespace

NetworkTab::NetworkTab(Session& session, QWidget* parent)
    : RunTab(parent),
      session_(session),
      view_(new NetworkView(this)),
      layers_(makeStepper(tr("Layers"), "model.layers")),
      units_(makeStepper(tr("Units"), "model.width")),
      larger_(new ElidedLabel(4, tr("F shows it large"), this)),
      invitation_(makeInvitation()),
      network_(makeNetwork()),
      stack_(new QStackedLayout(this)) {
  stack_->addWidget(invitation_);
  stack_->addWidget(network_);
}

// Within the bounds that the setting has.
Stepper* NetworkTab::makeStepper(const QString& name, const char* key) {
  const std::string id = std::string(key).substr(std::string_view("model.").size());
  int least = 0, most = 0;
  for (const ParameterSpec& spec : sectionSpecs("model", "mlp"))
    if (spec.id == id) {
      least = static_cast<int>(spec.minimum);
      most = static_cast<int>(spec.maximum);
    }
  auto* stepper = new Stepper(name, least, most, this);
  stepper->setObjectName(QString::fromLatin1(key));
  connect(stepper, &Stepper::changed, this,
          [this, key](int value) { session_.set(key, std::int64_t{value}); });
  return stepper;
}

QWidget* NetworkTab::makeNetwork() {
  auto* network = new QWidget(this);
  auto* steppers = new QHBoxLayout;
  steppers->setContentsMargins(16, 0, 16, 0);
  steppers->setSpacing(16);
  steppers->addWidget(layers_);
  steppers->addWidget(units_);
  larger_->setObjectName(QStringLiteral("caption"));
  steppers->addStretch(1);
  steppers->addWidget(larger_);
  auto* column = new QVBoxLayout(network);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addLayout(steppers);
  column->addWidget(view_, 1);
  return network;
}

QWidget* NetworkTab::makeInvitation() {
  auto* invitation = new QWidget(this);
  auto* words = new QLabel;
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

// Boxes are moved by models of their own, and none of those has units.
void NetworkTab::invite(bool fits) {
  invitation_->findChild<QPushButton*>()->setVisible(fits);
  invitation_->findChild<QLabel*>()->setText(
      fits ? tr("Choose the model Network to see what each of its units makes of the data.")
           : tr("Only a network has units, and no network moves boxes."));
}

QString NetworkTab::title() const { return tr("Units"); }

QString NetworkTab::hint() const {
  return tr(
      "What each unit of a network makes of the data, and how strongly they are connected. Double-click "
      "fills the window with it");
}

void NetworkTab::showFrame(const RunFrame& frame) {
  const bool network = UnitMap::applies(*frame.problem);
  invite(frame.problem->dataset->task != Task::boxes);
  stack_->setCurrentWidget(network ? network_ : invitation_);
  if (network) {
    const Choice& model = frame.problem->experiment.model;
    layers_->setValue(static_cast<int>(model.integer("layers")));
    units_->setValue(static_cast<int>(model.integer("width")));
  }
  if (network && frame.units) view_->setScene(networkScene(frame.units));
}

QString NetworkTab::asText() const {
  return stack_->currentWidget() == network_ ? view_->asText() : invitation_->findChild<QLabel*>()->text();
}

void NetworkTab::setTheme(const Theme& theme) { view_->setPlotStyle(theme.plots); }

void NetworkTab::resizeEvent(QResizeEvent* event) {
  RunTab::resizeEvent(event);
  larger_->setVisible(height() < lowPanel);
}

void NetworkTab::showEvent(QShowEvent* event) {
  RunTab::showEvent(event);
  session_.wantUnits(true);
}

void NetworkTab::hideEvent(QHideEvent* event) {
  session_.wantUnits(false);
  RunTab::hideEvent(event);
}

}  // namespace lossarium::ui
