#include "ui/pages/ledger/ledger_cell.h"

#include "ui/pages/ledger/ledger_model.h"
#include "ui/plots/plot_marks.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace lossarium::ui {
namespace {

constexpr double barHeight = 6, gap = 4, round = 2;

void paintBar(QPainter& painter, const QRectF& room, double fraction, const QColor& color) {
  if (!std::isfinite(fraction) || fraction <= 0 || room.width() <= 0) return;
  const double width = std::max(1.0, std::min(1.0, fraction) * room.width());
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  painter.setBrush(color);
  painter.drawRoundedRect(QRectF(room.left(), room.center().y() - barHeight / 2, width, barHeight),
                          std::min(round, width / 2), std::min(round, width / 2));
}

}  // namespace

void LedgerCell::paint(QPainter* painter, const QStyleOptionViewItem& option,
                       const QModelIndex& index) const {
  painter->save();
  const QRectF cell = option.rect;
  const bool lit = index.data(LedgerModel::litRole).toBool();
  if (lit) painter->fillRect(cell, withAlpha(option.palette.color(QPalette::Text), 0.1));
  const QString text = index.data().toString();
  const QRectF inside = cell.adjusted(gap, 0, -gap, 0);
  const QVariant bar = index.data(LedgerModel::barRole);
  if (bar.isValid()) {
    const double words = option.fontMetrics.horizontalAdvance(QStringLiteral("000.0 %")) + 2 * gap;
    paintBar(*painter, inside.adjusted(gap, 0, -words, 0), bar.toDouble(),
             index.data(LedgerModel::colorRole).value<QColor>());
  }
  painter->setFont(option.font);
  painter->setPen(option.palette.color(QPalette::Text));
  painter->drawText(inside, static_cast<int>(Qt::AlignRight | Qt::AlignVCenter),
                    option.fontMetrics.elidedText(text, Qt::ElideRight, static_cast<int>(inside.width())));
  painter->restore();
}

}  // namespace lossarium::ui
