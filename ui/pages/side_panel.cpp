#include "ui/pages/side_panel.h"

#include "ui/shell/application_style.h"

#include <QApplication>
#include <QScreen>
#include <QVBoxLayout>

#include <algorithm>

namespace lossarium::ui {
namespace {

constexpr double ownWidth = 22.8;  // in sizes of the font
constexpr int widthForText = 92;   // of a full screen, in sizes of the font

}  // namespace

SidePanel::SidePanel(QWidget* parent) : QScrollArea(parent) {
  setWidgetResizable(true);
  setFrameShape(QFrame::NoFrame);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setFocusPolicy(Qt::NoFocus);
  auto* body = new QWidget(this);
  column_ = new QVBoxLayout(body);
  column_->setContentsMargins(16, 8, 12, 16);
  column_->setSpacing(4);
  setWidget(body);
}

// In a full screen that is not wide the pictures need the room more.
void SidePanel::fit() {
  const int text = QApplication::font().pixelSize();
  const int most = std::max(normalText, screen()->size().width() / widthForText);
  const int size = presenting_ ? std::min(text, most) : text;
  const QString smaller =
      QStringLiteral("QWidget { font-size: %1px; } QComboBox, QLineEdit { min-height: %2px; }");
  widget()->setStyleSheet(size < text ? smaller.arg(size).arg(size + 7) : QString());
  setFixedWidth(qRound(ownWidth * size));
}

}  // namespace lossarium::ui
