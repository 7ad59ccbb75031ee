#include "ui/pages/train/run_tab.h"

#include <QApplication>
#include <QFontInfo>
#include <QLayout>

#include <algorithm>

namespace lossarium::ui {
namespace {

constexpr int widest = 44;      // in sizes of the font
constexpr int filledFrom = 56;  // from this width on there is room for larger type
constexpr double largerBy = 1.25;

}  // namespace

void RunTab::keepReadable() {
  margins_ = layout()->contentsMargins();
  fitToWidth();
}

void RunTab::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  if (margins_) fitToWidth();
}

void RunTab::fitToWidth() {
  const int pixels = QFontInfo(QApplication::font()).pixelSize();
  const bool filled = width() > filledFrom * pixels;
  // The theme's style sheet has the say over fonts, so that only another one can change them.
  const QString larger =
      filled ? QStringLiteral("QLabel { font-size: %1px; }").arg(qRound(largerBy * pixels)) : QString();
  if (styleSheet() != larger) setStyleSheet(larger);
  const double scale = filled ? largerBy : 1;
  QMargins margins = *margins_;
  const int spare = width() - margins.left() - margins.right() - qRound(widest * scale * pixels);
  if (spare > 0) margins += QMargins(spare / 2, filled ? 16 : 0, spare - spare / 2, 0);
  layout()->setContentsMargins(margins);
}

}  // namespace lossarium::ui
