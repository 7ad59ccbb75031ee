#include "ui/pages/columns_page.h"

#include "ui/pages/side_panel.h"
#include "ui/widgets/view_frame.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

namespace lossarium::ui {
namespace {

constexpr int gap = 8;

}  // namespace

void ColumnsPage::arrange(const Parts& parts) {
  parts_ = parts;
  setObjectName(QStringLiteral("page"));
  columns_ = new QSplitter(Qt::Horizontal, this);
  right_ = new QSplitter(Qt::Vertical, this);
  for (std::size_t i = 0; i < parts_.right.size(); ++i) {
    right_->addWidget(parts_.right[i]);
    right_->setStretchFactor(static_cast<int>(i), parts_.shares[i]);
  }
  columns_->addWidget(parts_.main);
  columns_->addWidget(right_);
  for (QSplitter* splitter : {columns_, right_}) {
    splitter->setHandleWidth(gap);
    splitter->setChildrenCollapsible(false);
  }
  connect(columns_, &QSplitter::splitterMoved, this, [this] { sharedByHand_ = true; });
  connect(right_, &QSplitter::splitterMoved, this, [this] { heightsByHand_ = true; });
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, gap, 0);
  row->setSpacing(0);
  row->addWidget(parts_.panel);
  auto* column = new QVBoxLayout;
  column->setSpacing(4);
  if (parts_.above) column->addWidget(parts_.above);
  column->addWidget(columns_, 1);
  column->addWidget(parts_.below);
  row->addLayout(column, 1);
  connect(parts_.main, &ViewFrame::fillRequested, this, [this] { fill(parts_.main); });
  for (ViewFrame* frame : parts_.right)
    connect(frame, &ViewFrame::fillRequested, this, [this, frame] { fill(frame); });
}

void ColumnsPage::putFirst(QWidget* widget) { parts_.panel->putFirst(widget); }

void ColumnsPage::toggleFill() {
  ViewFrame* wanted = parts_.main;
  for (ViewFrame* frame : parts_.right)
    if (frame->underMouse()) wanted = frame;
  fill(filled_ ? filled_ : wanted);
}

void ColumnsPage::showFrames() {
  const auto shows = [this](ViewFrame* frame) { return !filled_ || frame == filled_; };
  parts_.main->setVisible(shows(parts_.main));
  for (ViewFrame* frame : parts_.right) frame->setVisible(shows(frame));
  right_->setVisible(filled_ != parts_.main);
}

void ColumnsPage::fill(ViewFrame* frame) {
  if (!filled_) widths_ = columns_->sizes();
  filled_ = filled_ ? nullptr : frame;
  parts_.panel->setVisible(!filled_);
  showFrames();
  layout()->setContentsMargins(filled_ ? gap : 0, 0, gap, 0);
  layout()->activate();
  if (!filled_) columns_->setSizes(widths_);
  filled_&& filled_ != parts_.main ? filled_->setFocus() : focusView();
}

void ColumnsPage::share() {
  showFrames();
  if (parts_.sharesAll && !heightsByHand_ && !filled_)
    right_->setSizes(QList<int>(parts_.shares.begin(), parts_.shares.end()));
  if (sharedByHand_ || filled_) return;
  const int all = columns_->width() - gap;
  const double font = QApplication::font().pixelSize();
  const int right =
      presenting_ ? all / 2 : qRound(std::max(parts_.rightShare * all, parts_.rightLeast * font));
  columns_->setSizes({all - right, right});
}

void ColumnsPage::resizeEvent(QResizeEvent* event) {
  Page::resizeEvent(event);
  layout()->activate();
  share();
}

void ColumnsPage::setPresenting(bool presenting) {
  presenting_ = presenting;
  sharedByHand_ = false;
}

}  // namespace lossarium::ui
