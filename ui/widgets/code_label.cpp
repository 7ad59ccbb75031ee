#include "ui/widgets/code_label.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace lossarium::ui {
namespace {

constexpr int flags = Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap;

// With places to break that are not seen: after a dot, an underscore, a bracket, before a capital in a word.
QString breakable(const QString& name) {
  QString text;
  for (qsizetype i = 0; i < name.size(); ++i) {
    const bool hump = i > 0 && name[i].isUpper() && name[i - 1].isLower();
    if (hump) text += QChar(0x200B);
    text += name[i];
    if (QStringLiteral("._(/=").contains(name[i])) text += QChar(0x200B);
  }
  return text;
}

}  // namespace

CodeLabel::CodeLabel(const QString& text, QWidget* parent) : QLabel(text, parent) {
  setCursor(Qt::PointingHandCursor);
  setToolTip(tr("A click copies it"));
  QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
  policy.setHeightForWidth(true);
  setSizePolicy(policy);
}

int CodeLabel::heightForWidth(int width) const {
  return fontMetrics()
      .boundingRect(QRect(0, 0, std::max(width, 1), 10000), flags, breakable(text()))
      .height();
}

QSize CodeLabel::sizeHint() const {
  return {fontMetrics().horizontalAdvance(text()) + 2, fontMetrics().height()};
}

QSize CodeLabel::minimumSizeHint() const { return {6 * fontMetrics().height(), fontMetrics().height()}; }

void CodeLabel::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setPen(palette().color(foregroundRole()));
  painter.drawText(rect(), flags, breakable(text()));
}

void CodeLabel::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return QLabel::mousePressEvent(event);
  QGuiApplication::clipboard()->setText(text());
  QToolTip::showText(event->globalPosition().toPoint(), tr("Copied"), this);
}

}  // namespace lossarium::ui
