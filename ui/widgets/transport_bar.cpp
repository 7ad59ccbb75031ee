#include "ui/widgets/transport_bar.h"

#include "ui/session/playable.h"
#include "ui/shell/icons.h"
#include "ui/shell/theme.h"
#include "ui/widgets/speed_dial.h"
#include "ui/widgets/steady_label.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace lossarium::ui {

TransportBar::TransportBar(Playable& playable, const TransportWords& words, QWidget* parent)
    : QWidget(parent),
      speed_(new SpeedDial(words.speedUnit, this)),
      place_(new SteadyLabel(words.widest, this)) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(4);
  reset_ = addButton(tr("Reset"), words.reset);
  largeBack_ = addButton(words.largeBack, tr("%1 (Shift+←)").arg(words.largeBack));
  smallBack_ = addButton(words.smallBack, tr("%1 (←)").arg(words.smallBack));
  run_ = addButton(tr("Run"), tr("Run or pause (Space)"));
  run_->setObjectName(QStringLiteral("primary"));
  small_ = addButton(words.small, tr("%1 (→)").arg(words.small));
  large_ = addButton(words.large, tr("%1 (Shift+→)").arg(words.large));
  newStart_ = addButton(tr("New start"), words.newStart);
  // In words: signs for it would be taken for "to the start" and "to the end".
  largeBack_->setText(QStringLiteral("‹ ") + words.largeUnit);
  large_->setText(words.largeUnit + QStringLiteral(" ›"));
  for (QToolButton* button : {largeBack_, large_}) button->setObjectName(QStringLiteral("quiet"));
  row->addSpacing(12);
  row->addWidget(speed_);
  row->addSpacing(12);
  row->addWidget(place_);
  place_->setAccessibleName(tr("Where the run is"));
  connectTo(playable);
}

void TransportBar::setPresenting(bool presenting) {
  newStart_->setVisible(!presenting);
  place_->setSteady(!presenting);
}

void TransportBar::connectTo(Playable& playable) {
  const auto on = [this, &playable](QToolButton* button, void (Playable::*act)()) {
    connect(button, &QToolButton::clicked, this, [&playable, act] { (playable.*act)(); });
  };
  on(reset_, &Playable::reset);
  on(run_, &Playable::toggle);
  on(largeBack_, &Playable::stepBackEpoch);
  on(smallBack_, &Playable::stepBackBatch);
  on(small_, &Playable::stepBatch);
  on(large_, &Playable::stepEpoch);
  on(newStart_, &Playable::newStart);
  connect(speed_, &SpeedDial::speedChosen, this, [&playable](double speed) { playable.setSpeed(speed); });
  showSpeed(playable.speed());
}

QToolButton* TransportBar::addButton(const QString& name, const QString& tip) {
  auto* button = new QToolButton(this);
  button->setAccessibleName(name);
  button->setToolTip(tip);
  button->setFocusPolicy(Qt::TabFocus);  // a click leaves the focus where Space runs
  layout()->addWidget(button);
  return button;
}

void TransportBar::setTheme(const Theme& theme) {
  const auto icon = [&theme](const char* name) {
    return themedIcon(QString::fromLatin1(name), theme.icon, theme.disabledIcon);
  };
  for (QToolButton* button : {reset_, smallBack_, run_, small_, newStart_})
    button->setIconSize({theme.iconSize(), theme.iconSize()});
  reset_->setIcon(icon("reset"));
  smallBack_->setIcon(icon("step_batch_back"));
  small_->setIcon(icon("step_batch"));
  newStart_->setIcon(icon("dice"));
  QIcon run;  // both in the colour that stands on the accent
  const QColor onAccent = theme.palette.color(QPalette::HighlightedText);
  run.addPixmap(themedIcon(QStringLiteral("play"), onAccent, theme.disabledIcon).pixmap(40), QIcon::Normal,
                QIcon::Off);
  run.addPixmap(themedIcon(QStringLiteral("pause"), onAccent, theme.disabledIcon).pixmap(40), QIcon::Normal,
                QIcon::On);
  run_->setIcon(run);
  run_->setCheckable(true);
}

void TransportBar::showSpeed(double stepsPerSecond) { speed_->showSpeed(stepsPerSecond); }

void TransportBar::showPlace(bool running, const QString& place) {
  run_->setChecked(running);
  run_->setAccessibleName(running ? tr("Pause") : tr("Run"));
  place_->setText(place);
}

}  // namespace lossarium::ui
