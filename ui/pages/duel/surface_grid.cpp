#include "ui/pages/duel/surface_grid.h"

#include "ui/pages/duel/surface_cell.h"
#include "ui/pages/train/export.h"
#include "ui/plots/contour_map.h"
#include "ui/plots/surface_view.h"
#include "ui/shell/animation.h"
#include "ui/shell/icons.h"

#include <QGridLayout>
#include <QPainter>
#include <QResizeEvent>
#include <QToolButton>

#include <algorithm>
#include <cmath>
#include <utility>

namespace lossarium::ui {
namespace {

// The number of columns in which so many cells are largest; surfaces are about as wide as high.
int columnsFor(std::size_t cells, const QSize& room) {
  constexpr double shape = 1.05;
  int best = 1;
  double largest = 0;
  for (int columns = 1; columns <= static_cast<int>(cells); ++columns) {
    const int rows = (static_cast<int>(cells) + columns - 1) / columns;
    const double width = room.width() / static_cast<double>(columns);
    const double height = room.height() / static_cast<double>(rows);
    const double size = std::min(width, shape * height);
    if (size <= largest * 1.02) continue;
    largest = size;
    best = columns;
  }
  return best;
}

}  // namespace

SurfaceGrid::SurfaceGrid(QWidget* parent) : SurfaceGrid(new QWidget, parent) {}

SurfaceGrid::SurfaceGrid(QWidget* body, QWidget* parent)
    : ViewFrame(tr("Loss surfaces"), body, parent), grid_(new QGridLayout(body)) {
  grid_->setContentsMargins(0, 0, 0, 0);
  grid_->setSpacing(4);
  logarithmic_ = addToggle(tr("Logarithmic"), tr("Loss on a logarithmic scale (L)"), true);
  logarithmic_->setObjectName(QStringLiteral("quiet"));
  logarithmic_->setText(tr("log"));
  contour_ = addToggle(tr("Contour map"), tr("Contour maps or 3-D (C)"), true);
  home_ = addToggle(tr("Home view"), tr("The view as it was at the beginning (H)"), false);
  connect(logarithmic_, &QToolButton::toggled, this, &SurfaceGrid::changed);
  connect(contour_, &QToolButton::toggled, this, [this](bool contour) {
    for (SurfaceCell* cell : cells_) cell->setContour(contour);
    emit changed();
  });
  connect(home_, &QToolButton::clicked, this, &SurfaceGrid::home);
  addExports();
  animated_ = animatesChanges().get();
  grid_->addWidget(addCell(), 0, 0);  // that takes the keys before there is a surface
}

// As they stand in the window.
void SurfaceGrid::addExports() {
  addPictureExports(this, tr("surfaces"), [this](QPainter& painter, const QRectF& area, bool vector) {
    const int columns = std::max(1, columns_);
    const int rows = (static_cast<int>(shown_) + columns - 1) / columns;
    const QSizeF size(area.width() / columns, area.height() / std::max(1, rows));
    for (std::size_t i = 0; i < shown_; ++i) {
      const int at = static_cast<int>(i);
      const QRectF whole(area.topLeft() + QPointF(at % columns * size.width(), at / columns * size.height()),
                         size);
      const double line = 1.6 * QFontMetricsF(theme_.plots.font).height();
      painter.setFont(theme_.plots.font);
      painter.setPen(theme_.plots.text);
      painter.drawText(QRectF(whole.topLeft() + QPointF(12, 0), QSizeF(whole.width(), line)),
                       Qt::AlignVCenter | Qt::AlignLeft, cells_[i]->name());
      cells_[i]->paintTo(painter, whole.adjusted(0, line, 0, 0), vector);
    }
  });
}

SurfaceCell* SurfaceGrid::addCell() {
  auto* cell = new SurfaceCell(grid_->parentWidget());
  cell->setTheme(theme_);
  cell->setContour(contour_->isChecked());
  cell->setAnimated(animated_);
  if (!cells_.empty()) cell->view().setCamera(cells_.front()->view().camera());
  connect(&cell->view(), &SurfaceView::cameraChanged, this, [this, cell] { link(*cell); });
  const std::size_t index = cells_.size();
  connect(cell, &SurfaceCell::picked, this, &SurfaceGrid::picked);
  connect(cell, &SurfaceCell::startPicked, this,
          [this, index](double a, double b) { emit startPicked(index, a, b); });
  connect(cell, &SurfaceCell::momentPicked, this,
          [this, index](qint64 step) { emit momentPicked(index, step); });
  cells_.push_back(cell);
  return cell;
}

void SurfaceGrid::link(const SurfaceCell& leader) {
  for (SurfaceCell* cell : cells_)
    if (cell != &leader) cell->view().setCamera(leader.view().camera());
}

void SurfaceGrid::setScenes(std::vector<NamedSurface> surfaces) {
  while (cells_.size() < surfaces.size()) addCell();
  shown_ = surfaces.size();
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    cells_[i]->setVisible(i < shown_);
    if (i >= shown_) continue;
    NamedSurface& each = surfaces[i];
    cells_[i]->show(std::move(each.scene), each.name, each.runs, shown_ > 1);
  }
  arrange();
}

void SurfaceGrid::arrange() {
  const int columns = columnsFor(std::max<std::size_t>(1, shown_), grid_->parentWidget()->size());
  if (columns == columns_ && shown_ == arranged_) return;
  columns_ = columns;
  arranged_ = shown_;
  for (std::size_t i = 0; i < cells_.size(); ++i) grid_->removeWidget(cells_[i]);
  for (std::size_t i = 0; i < shown_; ++i)
    grid_->addWidget(cells_[i], static_cast<int>(i) / columns, static_cast<int>(i) % columns);
  for (int k = 0; k < 6; ++k) {
    grid_->setColumnStretch(k, k < columns ? 1 : 0);
    grid_->setRowStretch(k, k * columns < static_cast<int>(shown_) ? 1 : 0);
  }
}

void SurfaceGrid::resizeEvent(QResizeEvent* event) {
  ViewFrame::resizeEvent(event);
  arrange();
}

void SurfaceGrid::openAtHome() {
  if (!cells_.empty()) cells_.front()->view().openAtHome();
}

bool SurfaceGrid::isLogarithmic() const { return logarithmic_->isChecked(); }
void SurfaceGrid::toggleContour() { contour_->toggle(); }
void SurfaceGrid::toggleLogarithmic() { logarithmic_->toggle(); }

void SurfaceGrid::home() {
  for (SurfaceCell* cell : cells_) cell->map().home();
  if (!cells_.empty()) cells_.front()->view().home();
}

void SurfaceGrid::top() {
  if (!cells_.empty()) cells_.front()->view().topView();
}

void SurfaceGrid::focusView() {
  if (!cells_.empty()) cells_.front()->focusView();
}

void SurfaceGrid::setAnimated(bool animated) {
  animated_ = animated;
  for (SurfaceCell* cell : cells_) cell->setAnimated(animated);
}

void SurfaceGrid::setTheme(const Theme& theme) {
  theme_ = theme;
  ViewFrame::setTheme(theme);
  for (SurfaceCell* cell : cells_) cell->setTheme(theme);
  for (const auto& [button, icon] : {std::pair(contour_, "contour"), std::pair(home_, "home")})
    button->setIcon(themedIcon(QString::fromLatin1(icon), theme.icon, theme.disabledIcon));
}

}  // namespace lossarium::ui
