#include "ui/widgets/flow_layout.h"

#include <algorithm>

namespace lossarium::ui {

FlowLayout::FlowLayout(QWidget* parent, int gap) : QLayout(parent), gap_(gap) {
  setContentsMargins(0, 0, 0, 0);
}

FlowLayout::~FlowLayout() { qDeleteAll(items_); }

QLayoutItem* FlowLayout::takeAt(int index) {
  return index >= 0 && index < items_.size() ? items_.takeAt(index) : nullptr;
}

void FlowLayout::setGeometry(const QRect& place) {
  QLayout::setGeometry(place);
  placed(place, true);
}

// That of the largest: the others can stand below it.
QSize FlowLayout::minimumSize() const {
  QSize least(0, 0);
  for (const QLayoutItem* item : items_)
    if (!item->isEmpty()) least = least.expandedTo(item->minimumSize());
  return least;
}

// The height that it takes.
int FlowLayout::placed(const QRect& place, bool move) const {
  int x = place.x(), y = place.y(), line = 0;
  for (QLayoutItem* item : items_) {
    if (item->isEmpty()) continue;  // hidden
    const QSize size = item->sizeHint();
    if (line > 0 && x + size.width() > place.x() + place.width()) {
      x = place.x();
      y += line + gap_;
      line = 0;
    }
    if (move) item->setGeometry({QPoint(x, y), size});
    x += size.width() + gap_;
    line = std::max(line, size.height());
  }
  return y + line - place.y();
}

}  // namespace lossarium::ui
