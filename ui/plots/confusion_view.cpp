#include "ui/plots/confusion_view.h"

#include "ui/plots/plot_marks.h"

#include <QHelpEvent>
#include <QPainter>
#include <QResizeEvent>
#include <QToolTip>

#include <algorithm>
#include <utility>

namespace lossarium::ui {
namespace {

constexpr double margin = 16, gap = 16, widestCell = 120, narrowestCell = 30, longestName = 8;
constexpr double roomy = 620, largerBy = 1.25, flatness = 0.5;  // of a cell: height by width

QString countText(double count) { return QString::number(count, 'f', 0); }

QString trueClass() { return ConfusionView::tr("true class"); }

}  // namespace

ConfusionView::ConfusionView(QWidget* parent) : QWidget(parent) {
  setAccessibleName(tr("Confusion matrix"));
  setMouseTracking(true);
}

void ConfusionView::show(const QStringList& classNames, std::vector<ConfusionPicture> pictures) {
  if (classNames == classNames_ && pictures == pictures_) return;
  const bool sameShape = classNames == classNames_ && pictures.size() == pictures_.size();
  classNames_ = classNames;
  pictures_ = std::move(pictures);
  setAccessibleDescription(asText());
  if (!sameShape) updateGeometry();
  update();
}

void ConfusionView::setPlotStyle(const PlotStyle& style) {
  style_ = style;
  updateGeometry();
  update();
}

QString ConfusionView::asText() const {
  QString text;
  for (const ConfusionPicture& picture : pictures_) {
    text += picture.title + QLatin1Char('\t') + classNames_.join(QLatin1Char('\t')) + QLatin1Char('\n');
    for (Index i = 0; i < picture.counts.rows(); ++i) {
      text += classNames_[i];
      for (const double count : picture.counts.row(i)) text += QLatin1Char('\t') + countText(count);
      text += QLatin1Char('\n');
    }
  }
  return text;
}

// Larger where the window is filled.
QFont ConfusionView::textFont() const {
  QFont font = style_.font;
  if (width() > roomy) font.setPixelSize(qRound(largerBy * font.pixelSize()));
  return font;
}

ConfusionView::Layout ConfusionView::layOut() const {
  const QFontMetricsF metrics(textFont());
  Layout layout;
  layout.line = metrics.height() + 4;
  for (const QString& name : classNames_)
    layout.names =
        std::max({layout.names, metrics.horizontalAdvance(name), metrics.horizontalAdvance(trueClass())});
  layout.names = std::min(layout.names, longestName * metrics.height()) + 8;
  layout.between = gap;
  const auto pictures = static_cast<double>(std::max<std::size_t>(1, pictures_.size()));
  const auto columns = static_cast<double>(std::max<qsizetype>(1, classNames_.size()));
  const double room = (width() - 2 * margin - layout.names - (pictures - 1) * gap) / pictures;
  layout.cell = std::clamp(room / columns, narrowestCell, widestCell);
  layout.height = width() > roomy ? std::max(layout.line, flatness * layout.cell) : layout.line;
  return layout;
}

QSize ConfusionView::minimumSizeHint() const {
  const Layout layout = layOut();
  const auto pictures = static_cast<double>(std::max<std::size_t>(1, pictures_.size()));
  const auto classes = static_cast<double>(classNames_.size());
  const double across = 2 * margin + layout.names + pictures * classes * narrowestCell + (pictures - 1) * gap;
  return QSizeF(across, layout.line * 2 + layout.height * classes + 8).toSize();
}

QSize ConfusionView::sizeHint() const { return minimumSizeHint(); }

void ConfusionView::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  if (event->oldSize().width() != event->size().width()) updateGeometry();
}

QRectF ConfusionView::cellAt(const Layout& layout, std::size_t picture, Index actual, Index predicted) const {
  const double block = layout.cell * static_cast<double>(classNames_.size()) + layout.between;
  return {margin + layout.names + static_cast<double>(picture) * block +
              layout.cell * static_cast<double>(predicted),
          2 * layout.line + layout.height * static_cast<double>(actual), layout.cell - 1, layout.height - 1};
}

void ConfusionView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setFont(textFont());
  const QFontMetricsF metrics(textFont());
  const Layout layout = layOut();
  painter.setPen(style_.mutedText);
  if (!pictures_.empty())
    painter.drawText(QRectF(margin, layout.line, layout.names, layout.line), Qt::AlignLeft | Qt::AlignVCenter,
                     trueClass());
  for (qsizetype i = 0; i < classNames_.size() && !pictures_.empty(); ++i) {
    const QRectF row = cellAt(layout, 0, i, 0);
    painter.drawText(QRectF(margin, row.top(), layout.names - 8, row.height()),
                     Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(classNames_[i], Qt::ElideRight, layout.names - 8));
  }
  for (std::size_t k = 0; k < pictures_.size(); ++k) paintPicture(painter, layout, k);
}

void ConfusionView::paintPicture(QPainter& painter, const Layout& layout, std::size_t picture) const {
  const ConfusionPicture& shown = pictures_[picture];
  const QFontMetricsF metrics(textFont());
  const QRectF first = cellAt(layout, picture, 0, 0);
  const double width = layout.cell * static_cast<double>(classNames_.size());
  painter.setPen(style_.text);
  painter.drawText(QRectF(first.left(), 0, width, layout.line), Qt::AlignLeft | Qt::AlignVCenter,
                   metrics.elidedText(tr("%1: predicted class").arg(shown.title), Qt::ElideRight, width));
  painter.setPen(style_.mutedText);
  for (Index j = 0; j < shown.counts.cols(); ++j) {
    QRectF cell = cellAt(layout, picture, 0, j);
    cell = QRectF(cell.left(), layout.line, cell.width(), layout.line);
    painter.drawText(cell, Qt::AlignCenter,
                     metrics.elidedText(classNames_[j], Qt::ElideRight, cell.width() - 2));
  }
  for (Index i = 0; i < shown.counts.rows(); ++i) {
    const double rows = shown.counts.row(i).sum();
    for (Index j = 0; j < shown.counts.cols(); ++j)
      paintCell(painter, cellAt(layout, picture, i, j), shown.counts(i, j),
                rows > 0 ? shown.counts(i, j) / rows : 0, i == j);
  }
}

// What is right is grey, what is wrong has the accent's colour.
void ConfusionView::paintCell(QPainter& painter, const QRectF& cell, double count, double share,
                              bool right) const {
  const QColor full = right ? style_.mutedText : style_.accent;
  const QColor ground = mixed(style_.background, full, share > 0 ? 0.1 + 0.8 * share : 0.03);
  painter.fillRect(cell, ground);
  painter.setPen(count > 0 ? inkOn(ground) : style_.mutedText);
  painter.drawText(cell, Qt::AlignCenter, countText(count));
}

bool ConfusionView::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  QToolTip::showText(help->globalPos(), describe(help->pos()), this);
  return true;
}

QString ConfusionView::describe(QPointF position) const {
  const Layout layout = layOut();
  for (std::size_t k = 0; k < pictures_.size(); ++k)
    for (Index i = 0; i < pictures_[k].counts.rows(); ++i)
      for (Index j = 0; j < pictures_[k].counts.cols(); ++j) {
        if (!cellAt(layout, k, i, j).contains(position)) continue;
        return tr("%1: of %2 rows that are %3, %4 were predicted as %5")
            .arg(pictures_[k].title, countText(pictures_[k].counts.row(i).sum()), classNames_[i],
                 countText(pictures_[k].counts(i, j)), classNames_[j]);
      }
  return tr("A row holds what is, a column what was predicted; right ones lie on the diagonal");
}

}  // namespace lossarium::ui
