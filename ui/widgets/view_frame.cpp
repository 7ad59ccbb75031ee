#include "ui/widgets/view_frame.h"

#include "ui/shell/icons.h"
#include "ui/shell/theme.h"
#include "ui/widgets/elided_label.h"

#include <QEvent>
#include <QFontMetrics>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QTextDocument>
#include <QToolButton>
#include <QVBoxLayout>

namespace lossarium::ui {
namespace {

constexpr int smallBelow = 20;  // lines of text

}  // namespace

ViewFrame::ViewFrame(const QString& title, QWidget* content, QWidget* parent)
    : QFrame(parent),
      titleBar_(new QWidget(this)),
      titleRow_(new QHBoxLayout(titleBar_)),
      title_(new ElidedLabel(3, title, titleBar_)),
      caption_(new QLabel(this)),
      fillButton_(new QToolButton(titleBar_)),
      menuButton_(new QToolButton(titleBar_)),
      menu_(new QMenu(menuButton_)) {
  setObjectName(QStringLiteral("card"));
  title_->setObjectName(QStringLiteral("title"));
  caption_->setObjectName(QStringLiteral("caption"));
  caption_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  caption_->setWordWrap(true);
  connect(caption_, &QLabel::linkActivated, this, &ViewFrame::linkPressed);
  caption_->hide();
  titleRow_->setContentsMargins(16, 6, 8, 0);
  titleRow_->setSpacing(2);
  title_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
  titleRow_->addWidget(title_, 1);
  titleRow_->addWidget(fillButton_);
  titleRow_->addWidget(menuButton_);
  titleBar_->installEventFilter(this);
  titleBar_->setToolTip(tr("Double-click: fill the window with this view, and back"));
  fillButton_->setFocusPolicy(Qt::TabFocus);
  fillButton_->setToolTip(tr("Fill the window with this view, and back (F)"));
  fillButton_->setAccessibleName(tr("Fill the window: %1").arg(title));
  connect(fillButton_, &QToolButton::clicked, this, &ViewFrame::fillRequested);
  menuButton_->setFocusPolicy(Qt::TabFocus);
  menuButton_->setMenu(menu_);
  menuButton_->setPopupMode(QToolButton::InstantPopup);
  menuButton_->setToolTip(tr("Save this view"));
  menuButton_->setAccessibleName(tr("Menu of: %1").arg(title));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 8);
  column->setSpacing(0);
  column->addWidget(titleBar_);
  column->addWidget(content, 1);
  caption_->setContentsMargins(16, 0, 16, 0);
  column->addWidget(caption_);
}

void ViewFrame::setTitle(const QString& title, const QString& brief) {
  title_->setText(title);
  title_->setBriefText(brief);
}

QString ViewFrame::title() const { return title_->text(); }

QString ViewFrame::caption() const {
  if (!Qt::mightBeRichText(wholeCaption_)) return wholeCaption_;
  QTextDocument text;
  text.setHtml(wholeCaption_);
  return text.toPlainText();
}

void ViewFrame::setTitleWidget(QWidget* widget) {
  title_->hide();
  titleRow_->insertWidget(0, widget, 1);
}

void ViewFrame::setCaption(const QString& caption) {
  wholeCaption_ = caption;
  fitCaption();
  caption_->setVisible(explained_ && !caption.isEmpty());
}

// Links are kept whole.
void ViewFrame::fitCaption() {
  const QFontMetrics metrics = caption_->fontMetrics();
  const bool oneLine = height() < smallBelow * metrics.lineSpacing() && !Qt::mightBeRichText(wholeCaption_);
  const QMargins margins = caption_->contentsMargins();
  const int room = contentsRect().width() - margins.left() - margins.right();
  const QString shown =
      oneLine ? metrics.elidedText(wholeCaption_.trimmed(), Qt::ElideRight, room) : wholeCaption_;
  caption_->setWordWrap(!oneLine);
  caption_->setText(shown);
  caption_->setToolTip(shown.endsWith(QChar(0x2026)) ? wholeCaption_ : QString());
}

void ViewFrame::resizeEvent(QResizeEvent* event) {
  QFrame::resizeEvent(event);
  fitCaption();
}

void ViewFrame::changeEvent(QEvent* event) {
  QFrame::changeEvent(event);
  if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) fitCaption();
}

void ViewFrame::setExplained(bool explained) {
  explained_ = explained;
  setCaption(QString(wholeCaption_));
}

QToolButton* ViewFrame::addToggle(const QString& name, const QString& tip, bool checkable) {
  auto* button = new QToolButton(this);
  button->setAccessibleName(name);
  button->setToolTip(tip);
  button->setCheckable(checkable);
  addButton(button);
  return button;
}

void ViewFrame::addButton(QToolButton* button) {
  button->setFocusPolicy(Qt::TabFocus);
  titleRow_->insertWidget(titleRow_->count() - 2, button);
}

void ViewFrame::addControl(QWidget* control) { titleRow_->insertWidget(titleRow_->count() - 2, control); }

void ViewFrame::showFillButton(bool shown) { fillButton_->setVisible(shown); }

void ViewFrame::addGap() { titleRow_->insertSpacing(titleRow_->count() - 2, 12); }

void ViewFrame::setTheme(const Theme& theme) {
  plotStyle_ = theme.plots;
  for (auto* button : titleBar_->findChildren<QToolButton*>())
    button->setIconSize({theme.iconSize() * 4 / 5, theme.iconSize() * 4 / 5});
  fillButton_->setIcon(themedIcon(QStringLiteral("fill"), theme.icon, theme.disabledIcon));
  menuButton_->setIcon(themedIcon(QStringLiteral("more"), theme.icon, theme.disabledIcon));
}

bool ViewFrame::eventFilter(QObject* watched, QEvent* event) {
  if (watched == titleBar_ && event->type() == QEvent::MouseButtonDblClick) {
    emit fillRequested();
    return true;
  }
  return QFrame::eventFilter(watched, event);
}

}  // namespace lossarium::ui
