#include "ui/widgets/transport_bar.h"

#include "ui/session/session.h"
#include "ui/shell/icons.h"
#include "ui/shell/theme.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/speed_dial.h"
#include "ui/widgets/steady_label.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace lossarium::ui {
namespace {}  // namespace

TransportBar::TransportBar(Session& session, QWidget* parent)
    : QWidget(parent),
      session_(session),
      speed_(new SpeedDial(this)),
      position_(new SteadyLabel(QStringLiteral("epoch 100,000 of 100,000"), this)) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(4);
  reset_ =
      addButton(tr("Reset"), tr("The same run anew from its start, with the settings as they are now (R)"));
  epochBack_ = addButton(tr("One epoch back"), tr("Back to where the epoch began (Shift+←)"));
  batchBack_ = addButton(tr("One batch back"), tr("One step back: one batch (←)"));
  run_ = addButton(tr("Run"), tr("Run or pause (Space)"));
  run_->setObjectName(QStringLiteral("primary"));
  batch_ = addButton(tr("One batch"), tr("One step: one batch (→)"));
  epoch_ = addButton(tr("One epoch"), tr("To the end of the epoch (Shift+→)"));
  newStart_ = addButton(tr("New start"), tr("Begin from other weights: the next seed (N)"));
  // In words: signs for it would be taken for "to the start" and "to the end".
  epochBack_->setText(tr("‹ epoch"));
  epoch_->setText(tr("epoch ›"));
  for (QToolButton* button : {epochBack_, epoch_}) button->setObjectName(QStringLiteral("quiet"));
  row->addSpacing(12);
  row->addWidget(speed_);
  row->addSpacing(12);
  row->addWidget(position_);
  position_->setAccessibleName(tr("Where the run is"));
  connect(reset_, &QToolButton::clicked, &session_, &Session::reset);
  connect(run_, &QToolButton::clicked, &session_, &Session::toggle);
  connect(epochBack_, &QToolButton::clicked, &session_, &Session::stepBackEpoch);
  connect(batchBack_, &QToolButton::clicked, &session_, &Session::stepBackBatch);
  connect(batch_, &QToolButton::clicked, &session_, &Session::stepBatch);
  connect(epoch_, &QToolButton::clicked, &session_, &Session::stepEpoch);
  connect(newStart_, &QToolButton::clicked, &session_, &Session::newStart);
  connect(speed_, &SpeedDial::speedChosen, &session_, &Session::setSpeed);
  connect(&session_, &Session::speedChanged, this, [this] { speed_->showSpeed(session_.speed()); });
  connect(&session_, &Session::frameChanged, this, &TransportBar::showFrame);
  speed_->showSpeed(session_.speed());
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
  for (QToolButton* button : {reset_, batchBack_, run_, batch_, newStart_})
    button->setIconSize({theme.iconSize(), theme.iconSize()});
  reset_->setIcon(icon("reset"));
  batchBack_->setIcon(icon("step_batch_back"));
  batch_->setIcon(icon("step_batch"));
  newStart_->setIcon(icon("dice"));
  QIcon run;  // both in the colour that stands on the accent
  const QColor onAccent = theme.palette.color(QPalette::HighlightedText);
  run.addPixmap(themedIcon(QStringLiteral("play"), onAccent, theme.disabledIcon).pixmap(40), QIcon::Normal,
                QIcon::Off);
  run.addPixmap(themedIcon(QStringLiteral("pause"), onAccent, theme.disabledIcon).pixmap(40), QIcon::Normal,
                QIcon::On);
  run_->setIcon(run);
  run_->setCheckable(true);
  if (session_.frame()) showFrame();
}

void TransportBar::showFrame() {
  const RunFrame& frame = *session_.frame();
  run_->setChecked(frame.running);
  run_->setAccessibleName(frame.running ? tr("Pause") : tr("Run"));
  QString text = tr("epoch %1 of %2").arg(grouped(frame.state.epoch), grouped(frame.plannedEpochs));
  if (frame.state.beforeRestoring.size() > 0)
    text = tr("best weights: epoch %1").arg(grouped(frame.best.epoch));  // as wide as the other
  else if (frame.batchesPerEpoch > 1)
    text += tr(", batch %1 of %2").arg(grouped(frame.state.batch), grouped(frame.batchesPerEpoch));
  position_->setText(text);
}

}  // namespace lossarium::ui
